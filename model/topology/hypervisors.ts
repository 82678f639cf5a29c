import type { StandConfig } from '../description/config';
import type { Fault } from '../description/faults/faults';
import { isLabel } from '../description/faults/general-faults';
import { own } from '../description/own';

export interface HypervisorFacts {
  readonly name: string;
  /** Undefined for the lab's own libvirt, whose socket the lab makes. */
  readonly uri: string | undefined;
  /** Folder there in which the stand's disks lie; undefined for the lab's. */
  readonly pool: string | undefined;
}

/** The hypervisors of a stand, the default one first. */
export function deriveHypervisors({
  name,
  hypervisor,
  hypervisors = {},
}: StandConfig): HypervisorFacts[] {
  const folder = `/var/lib/libvirt/images/${name}`;
  const described = Object.entries(hypervisors).map(([known, { uri, pool = folder }]) => ({
    name: known,
    uri,
    pool,
  }));
  if (hypervisor === 'kvm' || (hypervisor === 'qemu' && described.length > 0)) {
    return described.length > 0
      ? described
      : [{ name: 'local', uri: 'qemu:///system', pool: folder }];
  }
  return [{ name: 'lab', uri: undefined, pool: undefined }];
}

/** True where the hosts run on the lab's own libvirt, in a network of its own. */
export function isInLab({ hypervisors }: { hypervisors: readonly HypervisorFacts[] }): boolean {
  return hypervisors.every(({ uri }) => uri === undefined);
}

/** True for the libvirt that is this machine's own, whose machines take its memory and its disks. */
export function isThisMachines({ uri }: Pick<HypervisorFacts, 'uri'>): boolean {
  return uri?.startsWith('qemu:///') ?? false;
}

/** Where ssh has to jump to reach what runs behind a URI; undefined for this machine's own libvirt. */
export function jumpHost(uri: string | undefined): string | undefined {
  if (uri === undefined) return undefined;
  const { protocol, username, hostname, port } = new URL(uri);
  if (!protocol.includes('+ssh') || hostname === '') return undefined;
  return `${username && `${username}@`}${hostname}${port && `:${port}`}`;
}

export function hypervisorFaults(config: StandConfig): Fault[] {
  const faults: Fault[] = [];
  const add = (where: string, what: string, remedy: string) => faults.push({ where, what, remedy });
  const kinds = ['auto', 'kvm', 'qemu', 'lxc'];
  if (!kinds.includes(config.hypervisor ?? 'auto')) {
    const what = `must be one of ${kinds.join(', ')}; got '${config.hypervisor}'`;
    add('hypervisor', what, 'leave it out for auto');
  }
  const described = Object.entries(config.hypervisors ?? {});
  for (const [name, { uri, pool }] of described) {
    const where = `hypervisor '${name}'`;
    if (!isLabel(name))
      add(
        where,
        `name must be a DNS label; got '${name}'`,
        'use lower-case letters, digits and hyphens',
      );
    if (
      !/^qemu(\+(ssh|tls|tcp|unix|libssh2?))?:\/\/[^\s'"]*\/system(\?[^\s'"]*)?$/.test(uri) ||
      !URL.canParse(uri)
    ) {
      add(
        where,
        `uri must be that of a system libvirt; got '${uri}'`,
        'write it like qemu+ssh://user@host/system',
      );
    }
    if (pool !== undefined && !/^\/[\w./-]*$/.test(pool)) {
      add(
        where,
        `pool must be an absolute path; got '${pool}'`,
        'write it like /var/lib/libvirt/images/stand',
      );
    }
  }
  const names = described.map(([name]) => name);
  for (const [name, { hypervisor }] of Object.entries(config.hosts)) {
    if (hypervisor === undefined || names.includes(hypervisor)) continue;
    const remedy =
      names.length > 0 ? `choose from ${names.join(', ')}` : 'describe it in hypervisors';
    add(`host '${name}'`, `unknown hypervisor '${hypervisor}'`, remedy);
  }
  return [...faults, ...spanFaults(config, names)];
}

/** Hosts on several hypervisors cannot share a network that one of the hypervisors makes. */
function spanFaults({ hosts, networks }: StandConfig, names: readonly string[]): Fault[] {
  return Object.entries(networks).flatMap(([network, { bridge }]) => {
    const where = `network '${network}'`;
    if (bridge !== undefined && !/^[\w.-]{1,15}$/.test(bridge)) {
      return [
        {
          where,
          what: `bridge must be an interface name of up to 15 characters; got '${bridge}'`,
          remedy: 'write it like br-dmz',
        },
      ];
    }
    const spanned = new Set(
      Object.values(hosts)
        .filter(({ addresses }) => own(addresses, network) !== undefined)
        .map(({ hypervisor }) => hypervisor ?? names[0]),
    );
    if (spanned.size < 2 || bridge !== undefined) return [];
    const what = `its hosts run on ${[...spanned].join(' and ')}, but a network of libvirt ends at its hypervisor`;
    return [{ where, what, remedy: 'name a bridge that connects them, or move the hosts to one' }];
  });
}
