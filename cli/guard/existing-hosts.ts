import { join } from 'node:path';
import type { Paths } from '../../controller/paths';
import { capture } from '../../controller/process';
import { hasDataOf } from '../../lab/data-folder';
import type { Plan } from '../engine/plan';
import { type HostChange, hostChanges } from './host-changes';
import { containerDifferences } from './host-differences';
import type { ExistingHosts } from './host-guard';
import { containerExists } from './lab-containers';

/**
 * Looks at the existing hosts that a plan changes.
 * @param uris of the libvirt daemons that the stand's machines run on, as reached from this machine
 */
export async function existingHosts(
  plan: Plan,
  { lab, hosts, data }: Pick<Paths, 'lab' | 'hosts' | 'data'>,
  uris: readonly string[],
): Promise<ExistingHosts> {
  const createsMachines = hostChanges(plan).some(
    ({ action, isContainer }) => action === 'create' && !isContainer,
  );
  const machines = createsMachines ? await domainsAt(uris) : new Set<string>();
  return {
    exists({ action, domain = '', isContainer }: HostChange) {
      if (isContainer) return containerExists(lab, domain);
      // The engine has just checked the machines in its state.
      return action !== 'create' || machines.has(domain);
    },
    hasData(host) {
      return hasDataOf({ data }, host);
    },
    differences({ host, action, domain = '', isContainer }: HostChange) {
      if (!isContainer || action !== 'replace') return [];
      return containerDifferences(join(lab, 'hosts', domain), join(hosts, host));
    },
  };
}

/** Names of all domains, running or not; a libvirt that does not answer now still refuses duplicate names later. */
async function domainsAt(uris: readonly string[]): Promise<Set<string>> {
  const lists = uris.map(async (uri) => {
    const args = ['--quiet', '--connect', uri, 'list', '--all', '--name'];
    const { lines } = await capture('virsh', args).catch(() => ({ lines: [] as string[] }));
    return lines.map((line) => line.trim());
  });
  return new Set((await Promise.all(lists)).flat());
}
