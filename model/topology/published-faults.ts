import type { StandConfig } from '../description/config';
import type { Fault, Finding } from '../description/faults/faults';
import { own } from '../description/own';
import { deriveHypervisors, isThisMachines, jumpHost } from './hypervisors';
import { type Cidr, contains, formatCidr, parseAddress } from './ipv4';
import type { Network } from './networks';

/** Addresses by which the world reaches nobody. */
const nobodys: readonly (Cidr & { readonly what: string })[] = [
  { base: 0x00_00_00_00, prefix: 8, what: 'no address of a host' },
  { base: 0x7f_00_00_00, prefix: 8, what: 'a loopback address' },
  { base: 0xa9_fe_00_00, prefix: 16, what: 'a link-local address' },
  { base: 0xe0_00_00_00, prefix: 4, what: 'a multicast address' },
  { base: 0xf0_00_00_00, prefix: 4, what: 'a reserved or broadcast address' },
];

/** Faults of the addresses at which public networks are published. */
export function publishedFaults(config: StandConfig, networks: readonly Network[]): Fault[] {
  return networks.flatMap((network) => {
    const { published } = network;
    if (published === undefined) return [];
    const earlier = networks
      .slice(0, networks.indexOf(network))
      .find((other) => other.published === published);
    return [
      ...networkFaults(network),
      ...addressFaults(config, networks, published),
      ...(earlier
        ? [{ what: `${published} publishes '${earlier.name}' too`, remedy: 'choose another' }]
        : []),
      ...hostFaults(config, network),
    ].map((finding) => ({ where: `network '${network.name}'`, ...finding }));
  });
}

function networkFaults({ kind, bridge, published }: Network): Finding[] {
  if (kind !== 'public') {
    const what = `published is for a network of kind public; got ${published} in one of kind ${kind}`;
    return [{ what, remedy: 'remove it' }];
  }
  if (bridge === undefined) return [];
  const what = `published is for a network that libvirt makes; got the bridge ${bridge}, where the hypervisor is no router`;
  return [{ what, remedy: `remove the bridge, or have the router there forward ${published}` }];
}

function addressFaults(
  { hosts }: StandConfig,
  networks: readonly Network[],
  published: string,
): Finding[] {
  const address = parseAddress(published);
  const toWrite = 'write the address by which the world reaches the hypervisor';
  if (address === undefined)
    return [{ what: `published must be IPv4; got '${published}'`, remedy: toWrite }];
  const reserved = nobodys.find((range) => contains(range, address));
  if (reserved) {
    const what = `published ${published} is ${reserved.what}, in ${formatCidr(reserved)}`;
    return [{ what, remedy: toWrite }];
  }
  const network = networks.find(({ cidr }) => contains(cidr, address));
  if (!network) return [];
  const holder = Object.keys(hosts).find((name) =>
    [hosts[name]?.addresses, hosts[name]?.floating].some(
      (addresses) => own(addresses ?? {}, network.name) === published,
    ),
  );
  const what = holder
    ? `published ${published} is the address of host '${holder}'`
    : `published ${published} is in '${network.name}', ${formatCidr(network.cidr)}`;
  const remedy =
    "give the network private addresses: the published one is the hypervisor's own for the world";
  return [{ what, remedy }];
}

/** Faults of the hosts that would be published, and of where they run. */
function hostFaults(config: StandConfig, network: Network): Finding[] {
  const hosts = Object.values(config.hosts).filter(
    ({ addresses }) => own(addresses, network.name) !== undefined,
  );
  const [host] = hosts;
  if (!host) {
    const what = `no host is in it that ${network.published} could lead to`;
    return [{ what, remedy: 'give a host an address in it, or remove published' }];
  }
  const hypervisors = deriveHypervisors(config);
  const hypervisor = hypervisors.find(({ name }) => name === host.hypervisor) ?? hypervisors[0];
  const { uri } = hypervisor ?? {};
  if (!hypervisor || uri === undefined || isThisMachines(hypervisor) || jumpHost(uri)) return [];
  const what = `its hypervisor is reached by ${uri}, which gives no way to its firewall`;
  return [{ what, remedy: 'write the uri as qemu+ssh://root@HOST/system' }];
}
