import type { Host, Interface } from '../topology/hosts';
import { formatCidr } from '../topology/ipv4';
import { prefixOf } from '../topology/ipv6';
import type { Topology } from '../topology/topology';
import { memoize } from '../traffic/memoize';
import { interfaceTowards, routesOf, wayOutByIpv6, wayOutOf } from '../traffic/paths';

/** What a host must know of an interface to bring it up. */
export interface InterfaceFacts {
  readonly name: string;
  readonly mac: string;
  /** Address with prefix length. */
  readonly address: string;
  /** The same by IPv6, where it has one. */
  readonly ipv6?: string;
  readonly nameservers: readonly string[];
  readonly routes: readonly { readonly to: string; readonly via: string }[];
}

/** The interfaces of a host, in the order of its networks. */
export const interfaceFacts = memoize<Topology, Host, InterfaceFacts[]>((topology, host) =>
  host.interfaces.map((attached) => ({
    name: attached.network.name,
    mac: attached.mac,
    address: `${attached.address}/${attached.network.cidr.prefix}`,
    ...ipv6Of(attached),
    nameservers: attached.network.hypervisorAddress ? [attached.network.hypervisorAddress] : [],
    routes: routesThrough(topology, host, attached),
  })),
);

function ipv6Of({ network, ipv6 }: Interface): Pick<InterfaceFacts, 'ipv6'> {
  return network.ipv6 && ipv6 ? { ipv6: `${ipv6}/${prefixOf(network.ipv6.cidr)}` } : {};
}

function routesThrough(topology: Topology, host: Host, attached: Interface) {
  const { by, via } = wayOutOf(host);
  // cloud-init's networkd renderer crashes on `to: default`.
  const wayOut = by === attached.network ? [{ to: '0.0.0.0/0', via }] : [];
  const byIpv6 = attached.ipv6 && wayOutByIpv6(host);
  const behindGateways = routesOf(topology, host)
    .filter(({ via }) => interfaceTowards(host, via) === attached)
    .map(({ to, via }) => ({ to: formatCidr(to.cidr), via }));
  return [...wayOut, ...(byIpv6 ? [{ to: '::/0', via: byIpv6 }] : []), ...behindGateways];
}
