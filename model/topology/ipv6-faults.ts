import type { HostConfig, Ipv6Config, NetworkConfig, StandConfig } from '../description/config';
import type { Fault, Finding } from '../description/faults/faults';
import { own } from '../description/own';
import {
  firstOf,
  ipv6Address,
  ipv6Network,
  isAssignable,
  isLinkLocal,
  misfit,
  overlap,
  prefixOf,
} from './ipv6';
import type { Network } from './networks';

/** Faults of the IPv6 addresses that networks have. */
export function ipv6NetworkFaults({ networks }: StandConfig): Fault[] {
  const described = Object.entries(networks).flatMap(([name, network]) =>
    network.ipv6 ? [{ name, network, ipv6: network.ipv6 }] : [],
  );
  return described.flatMap(({ name, network, ipv6 }, index) =>
    [
      ...kindFaults(network, ipv6),
      ...rangeFaults(network, ipv6),
      ...described
        .slice(0, index)
        .filter((other) => isOverlap(ipv6.cidr, other.ipv6.cidr))
        .map((other) => ({
          what: `ipv6.cidr ${ipv6.cidr} overlaps network '${other.name}'`,
          remedy: 'give each network addresses of its own',
        })),
    ].map((finding) => ({ where: `network '${name}'`, ...finding })),
  );
}

function kindFaults({ kind }: NetworkConfig, { cidr }: Ipv6Config): Finding[] {
  if (kind === 'public') return [];
  const what = `ipv6 is for a network of kind public; got ${cidr} in one of kind ${kind}`;
  return [{ what, remedy: 'remove it: among themselves hosts speak IPv4' }];
}

function rangeFaults({ bridge }: NetworkConfig, { cidr: text, router }: Ipv6Config): Finding[] {
  const cidr = ipv6Network(text);
  if (cidr === undefined || prefixOf(cidr) < 32 || prefixOf(cidr) > 126) {
    const what = `ipv6.cidr must be an IPv6 network; got '${text}'`;
    const remedy = 'write its first address and a prefix of 32 to 126, like 2001:db8:5::/64';
    return [{ what, remedy }];
  }
  if (!isAssignable(cidr)) {
    const what = `ipv6.cidr must be global or unique local; got ${text}`;
    return [{ what, remedy: 'write what your provider gave you, which lies in 2000::/3' }];
  }
  if (router === undefined) return [];
  const why = isLinkLocal(router) ? undefined : misfit(cidr, router);
  if (why !== undefined) {
    const remedy = `choose the router's address in ${cidr}, or its link-local one, like fe80::1`;
    return [{ what: `ipv6.router ${why}`, remedy }];
  }
  if (bridge !== undefined || ipv6Address(router) === firstOf(cidr)) return [];
  const what = `ipv6.router must be ${firstOf(cidr)}, the hypervisor's address where libvirt makes the network; got ${router}`;
  return [{ what, remedy: 'leave it out, or name the bridge on which that router is' }];
}

function isOverlap(one: string, other: string): boolean {
  return [one, other].every((text) => ipv6Network(text) !== undefined) && overlap(one, other);
}

/** Faults of the IPv6 addresses that hosts have. */
export function ipv6HostFaults({ hosts }: StandConfig, networks: readonly Network[]): Fault[] {
  const owners = new Map<string, string>();
  return Object.entries(hosts).flatMap(([name, host]) =>
    Object.entries(host.ipv6 ?? {}).flatMap(([network, address]) => {
      const found = addressFaults(host, networks, network, address);
      const key = `${ipv6Address(address)} ${network}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? name);
      if (found.length === 0 && owner !== undefined) {
        const what = `${address} in '${network}' belongs to host '${owner}'`;
        found.push({ what, remedy: 'choose a free address' });
      }
      return found.map((finding) => ({ where: `host '${name}'`, ...finding }));
    }),
  );
}

function addressFaults(
  { addresses, floating = {} }: HostConfig,
  networks: readonly Network[],
  name: string,
  address: string,
): Finding[] {
  const what = `IPv6 address ${address}`;
  const network = networks.find((known) => known.name === name);
  if (!network || own(addresses, name) === undefined) {
    const remedy = `give the host an IPv4 address there too, under addresses, or remove ipv6.${name}`;
    return [{ what: `${what} is in '${name}', where the host is not`, remedy }];
  }
  const { kind, ipv6 } = network;
  if (!ipv6) {
    const remedy =
      kind === 'public'
        ? `say which it has, like ipv6: { cidr: '2001:db8:5::/64' } in the network, or remove ipv6.${name}`
        : `remove ipv6.${name}: only a network of kind public has such addresses`;
    return [{ what: `${what} is in '${name}', which has no IPv6 addresses`, remedy }];
  }
  const why = misfit(ipv6.cidr, address);
  if (why !== undefined) {
    const remedy = `choose an address of ${ipv6.cidr}`;
    return [{ what: `IPv6 address in '${name}' ${why}`, remedy }];
  }
  if (ipv6Address(address) === ipv6.router) {
    return [{ what: `${address} is the router's address in '${name}'`, remedy: 'choose another' }];
  }
  if (own(floating, name) === undefined) return [];
  // Who is led by both would wait for a lost host by this one.
  const both = `${what} would not float with ${own(floating, name)} in '${name}': nobody takes it over`;
  return [{ what: both, remedy: `remove ipv6.${name}, or floating.${name}` }];
}
