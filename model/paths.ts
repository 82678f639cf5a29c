import type { Host, Interface } from './hosts';
import { contains, parseAddress } from './ipv4';
import type { Network } from './networks';
import type { Stand } from './stand';

/** How traffic goes from one host to another. */
export interface Path {
  /** The sender's address as the receiver sees it. */
  readonly source: string;
  readonly destination: string;
  /** The host that forwards it; undefined between neighbours. */
  readonly gateway?: Host;
}

/** A route that a host needs to reach a network it is not attached to. */
export interface Route {
  readonly to: Network;
  /** The gateway's address in a network that the host is attached to. */
  readonly via: string;
}

/** Networks that carry the services' traffic; management is for managing only. */
function serviceInterfaces(host: Host): Interface[] {
  return host.interfaces.filter(({ network }) => network.kind === 'isolated');
}

function attachment(host: Host, network: Network): Interface | undefined {
  return host.interfaces.find((candidate) => candidate.network.name === network.name);
}

/** The way between two hosts; undefined when no shared network and no gateway joins them. */
export function pathBetween(stand: Stand, from: Host, to: Host): Path | undefined {
  for (const { network, address } of serviceInterfaces(from)) {
    const neighbour = attachment(to, network);
    if (neighbour) return { source: address, destination: neighbour.address };
  }
  for (const { network, address } of serviceInterfaces(from)) {
    for (const { network: target, address: destination } of serviceInterfaces(to)) {
      const gateway = gatewayBetween(stand, network, target);
      if (gateway) return { source: address, destination, gateway };
    }
  }
  return undefined;
}

/** The first gateway host that is attached to both networks. */
export function gatewayBetween(stand: Stand, one: Network, other: Network): Host | undefined {
  return stand.hosts.find(
    (host) => host.roles.includes('gateway') && attachment(host, one) && attachment(host, other),
  );
}

/** Routes of a host to every isolated network behind a gateway. */
export function routesOf(stand: Stand, host: Host): Route[] {
  return stand.networks
    .filter((network) => network.kind === 'isolated' && !attachment(host, network))
    .flatMap((to) => {
      for (const { network } of serviceInterfaces(host)) {
        const via = gatewayBetween(stand, network, to);
        if (via) return [{ to, via: (attachment(via, network) as Interface).address }];
      }
      return [];
    });
}

/** The interface through which a route's gateway is reached. */
export function interfaceTowards(host: Host, via: string): Interface {
  const address = parseAddress(via) as number;
  return host.interfaces.find(({ network }) => contains(network.cidr, address)) as Interface;
}
