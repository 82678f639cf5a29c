import { tenancies } from '../topology/floating';
import { hostsOf } from '../topology/groups';
import type { Host, Interface } from '../topology/hosts';
import { contains, parseAddress } from '../topology/ipv4';
import type { Network } from '../topology/networks';
import type { Topology } from '../topology/topology';

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

/** Through which networks hosts reach others; the same for all hosts with the same attachments. */
export interface NetworkPath {
  /** The network by which traffic leaves the sender. */
  readonly from: Network;
  /** The network by which it reaches the receiver. */
  readonly to: Network;
  /** The host that forwards it; undefined within one network. */
  readonly gateway?: Host;
}

/** Undefined when no shared network and no gateway connects the two hosts. */
export function networkPathBetween(
  topology: Topology,
  sender: Host,
  receiver: Host,
): NetworkPath | undefined {
  const shared = serviceInterfaces(sender).find(({ network }) => attachment(receiver, network));
  if (shared) return { from: shared.network, to: shared.network };
  for (const { network: from } of serviceInterfaces(sender)) {
    for (const { network: to } of serviceInterfaces(receiver)) {
      const gateway = gatewayBetween(topology, from, to);
      if (gateway) return { from, to, gateway };
    }
  }
  return undefined;
}

/** The addresses by which two hosts know each other; undefined when neither reaches the other. */
export function pathBetween(topology: Topology, sender: Host, receiver: Host): Path | undefined {
  const path = networkPathBetween(topology, sender, receiver);
  return (
    path && {
      source: addressIn(sender, path.from),
      destination: addressIn(receiver, path.to),
      gateway: path.gateway,
    }
  );
}

/** The addresses from which the receivers see the senders' traffic, each once. */
export function sourcesOf(
  topology: Topology,
  senders: readonly Host[],
  receivers: readonly Host[],
): string[] {
  const sources = groupByNetworks(receivers).flatMap(([receiver]) =>
    senders.flatMap((sender) => pathBetween(topology, sender, receiver as Host)?.source ?? []),
  );
  return [...new Set(sources)];
}

/** The address of a host in a network that it is attached to. */
export function addressIn(host: Host, network: Network): string {
  return (attachment(host, network) as Interface).address;
}

/**
 * The hosts grouped by the isolated networks that they are attached to. All hosts of such a group
 * have the same network paths, so a thousand hosts take only a few look-ups.
 */
export function groupByNetworks(hosts: readonly Host[]): Host[][] {
  const found = new Map<string, Host[]>();
  for (const host of hosts) {
    const key = serviceInterfaces(host)
      .map(({ network }) => network.name)
      .join();
    const place = found.get(key) ?? [];
    found.set(key, place);
    place.push(host);
  }
  return [...found.values()];
}

/** The first gateway host that is attached to both networks. */
export function gatewayBetween(topology: Topology, one: Network, other: Network): Host | undefined {
  return hostsOf(topology, 'gwserver').find(
    (host) => attachment(host, one) && attachment(host, other),
  );
}

/** Where others send what a gateway is to forward: an address that stays with whoever stands in for it, if it has one. */
function nextHopIn(gateway: Host, network: Network): string {
  const floating = gateway.floating.find((one) => one.network === network);
  return floating?.address ?? addressIn(gateway, network);
}

/** Whether a host forwards what is sent to a gateway: that one itself, and whoever takes its addresses over. */
export function forwardsFor(topology: Topology, gateway: Host, host: Host): boolean {
  return (
    host === gateway ||
    tenancies(topology).some(({ owner, standIns }) => owner === gateway && standIns.includes(host))
  );
}

/** Routes of a host to every isolated network behind a gateway. */
export function routesOf(topology: Topology, host: Host): Route[] {
  return topology.networks
    .filter((network) => network.kind === 'isolated' && !attachment(host, network))
    .flatMap((to) => {
      for (const { network } of serviceInterfaces(host)) {
        const via = gatewayBetween(topology, network, to);
        if (via) return [{ to, via: nextHopIn(via, network) }];
      }
      return [];
    });
}

/** By which network, and which router there, a host sends what is for none of the stand's networks. */
export function wayOutOf({ interfaces }: Host): { readonly by: Network; readonly via: string } {
  const networks = interfaces.map(({ network }) => network);
  const by = (networks.find(({ kind }) => kind === 'public') ??
    networks.find(({ kind }) => kind === 'nat')) as Network;
  return { by, via: (by.router ?? by.hypervisorAddress) as string };
}

/** The router by which it does so by IPv6; undefined where it has no such address. */
export function wayOutByIpv6({ interfaces }: Host): string | undefined {
  return interfaces.find(({ ipv6 }) => ipv6)?.network.ipv6?.router;
}

/** The interface through which a route's gateway is reached. */
export function interfaceTowards(host: Host, via: string): Interface {
  const address = parseAddress(via) as number;
  return host.interfaces.find(({ network }) => contains(network.cidr, address)) as Interface;
}
