import { dataVolumes } from '../model/services/data-volumes';
import { servicesOf, unitsOf } from '../model/services/service';
import type { Stand } from '../model/stand';
import { isInGroup } from '../model/topology/groups';
import type { Host } from '../model/topology/hosts';

/** The state of a host; an element of `status --json`. */
export interface HostStatus {
  readonly name: string;
  /** Its address in the management network. */
  readonly address: string;
  readonly reachable: boolean;
  /** Reachable, every unit of its services active, and no unit of it failed. */
  readonly healthy: boolean;
  /** The units of the services that the model puts on it. */
  readonly units: readonly { readonly name: string; readonly state: string }[];
  /** Names of its failed units, whosever they are. */
  readonly failed: readonly string[];
  /** Folders with data of its services that outlive it. */
  readonly keeps: readonly string[];
  /** How its services differ from the description, in words. */
  readonly notes: readonly string[];
}

/** Runs a command on a host. */
export type Remote = (
  host: Host,
  command: readonly string[],
) => Promise<{ readonly code: number; readonly lines: readonly string[] }>;

/** Asks all hosts side by side. */
export function readStatus(stand: Stand, remote: Remote): Promise<HostStatus[]> {
  return Promise.all(stand.hosts.map((host) => readHostStatus(stand, host, remote)));
}

async function readHostStatus(stand: Stand, host: Host, remote: Remote): Promise<HostStatus> {
  const services = servicesOf(stand, host);
  const names = services.flatMap((service) => unitsOf(service, stand));
  const notes = [
    ...services.flatMap((service) => service.notes?.(stand, host) ?? []),
    ...stand.absent
      .filter(({ service }) => isInGroup(stand, service.group, host))
      .map(({ service, why }) => `${service.name} is not deployed: ${why}`),
  ];
  const common = { name: host.name, address: host.managementAddress };
  const paths = dataVolumes(stand, host).map(({ path }) => path);
  const { code, lines } = await remote(host, [question(names)]);
  if (code !== 0) {
    const nothing = { units: [], failed: [], keeps: [] };
    return { ...common, reachable: false, healthy: false, ...nothing, notes };
  }
  const units = names.map((name, index) => ({ name, state: lines[index] ?? 'unknown' }));
  const keeps = paths.filter((path) => lines.includes(`keeps ${path}`));
  const failed = lines
    .slice(names.length)
    .filter((line) => !line.startsWith('keeps '))
    .flatMap((line) => line.trim().split(/\s+/)[0] || []);
  const healthy = failed.length === 0 && units.every(({ state }) => state === 'active');
  const lost = paths
    .filter((path) => !keeps.includes(path))
    .map((path) => `${path} is on the host's own disk, and lost with it`);
  return { ...common, reachable: true, healthy, units, failed, keeps, notes: [...notes, ...lost] };
}

/** A line for each unit, for each mount, then for each unit that failed. */
function question(units: readonly string[]): string {
  return [
    `systemctl is-active ${units.join(' ')}`,
    'awk \'{ print "keeps", $2 }\' /proc/mounts',
    'systemctl list-units --failed --plain --no-legend',
  ].join('; ');
}
