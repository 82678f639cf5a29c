import type { Host, Interface } from '../topology/hosts';
import { formatCidr } from '../topology/ipv4';
import type { Topology } from '../topology/topology';
import { memoize } from '../traffic/memoize';
import { interfaceTowards, routesOf, wayOutOf } from '../traffic/paths';

/** What a host must know of an interface to bring it up. */
export interface InterfaceFacts {
  readonly name: string;
  readonly mac: string;
  /** Address with prefix length. */
  readonly address: string;
  readonly nameservers: readonly string[];
  readonly routes: readonly { readonly to: string; readonly via: string }[];
}

/** The interfaces of a host, in the order of its networks. */
export const interfaceFacts = memoize<Topology, Host, InterfaceFacts[]>((topology, host) =>
  host.interfaces.map((attached) => ({
    name: attached.network.name,
    mac: attached.mac,
    address: `${attached.address}/${attached.network.cidr.prefix}`,
    nameservers: attached.network.hypervisorAddress ? [attached.network.hypervisorAddress] : [],
    routes: routesThrough(topology, host, attached),
  })),
);

function routesThrough(topology: Topology, host: Host, attached: Interface) {
  const { by, via } = wayOutOf(host);
  // cloud-init's networkd renderer crashes on `to: default`.
  const wayOut = by === attached.network ? [{ to: '0.0.0.0/0', via }] : [];
  const behindGateways = routesOf(topology, host)
    .filter(({ via }) => interfaceTowards(host, via) === attached)
    .map(({ to, via }) => ({ to: formatCidr(to.cidr), via }));
  return [...wayOut, ...behindGateways];
}
