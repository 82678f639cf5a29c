import type { Flow } from '../description/flow';
import { tenanciesOf } from '../topology/floating';
import { hostsOf } from '../topology/groups';
import type { Host } from '../topology/hosts';
import { aggregate, type Cidr, parseAddress, without } from '../topology/ipv4';
import type { Network } from '../topology/networks';
import type { Topology } from '../topology/topology';
import { memoize } from './memoize';
import { addressIn, groupByNetworks, networkPathBetween } from './paths';

/** The hosts that a flow names by their groups. */
export function senders(topology: Topology, flow: Flow): Host[] {
  return [...new Set(flow.from.flatMap((name) => hostsOf(topology, name)))];
}

/** The addresses of a flow's senders as the receiver sees them, in the fewest networks. */
export function sourcesTowards(topology: Topology, flow: Flow, receiver: Host): Cidr[] {
  const sources = sendersOf(topology, flow).flatMap(({ hosts, addresses }) => {
    const [first] = hosts;
    const path = networkPathBetween(topology, first as Host, receiver);
    if (!path) return [];
    if (!hosts.has(receiver)) return addresses(path.from);
    return without(addresses(path.from), single(addressIn(receiver, path.from)).base);
  });
  return aggregate([...sources, ...namedNetworks(topology, flow)]);
}

/**
 * The addresses of a flow's senders in networks that they share with the receiver: VRRP is for neighbours. On a public
 * network the host has none but for a floating address.
 */
export function neighboursOf(topology: Topology, flow: Flow, receiver: Host): Cidr[] {
  const shared = new Set([
    ...receiver.interfaces.map(({ network }) => network).filter(({ kind }) => kind === 'isolated'),
    ...tenanciesOf(topology, receiver).map(({ network }) => network),
  ]);
  const hosts = senders(topology, flow).filter((host) => host !== receiver);
  const addresses = hosts.flatMap(({ interfaces }) =>
    interfaces.flatMap(({ network, address }) => (shared.has(network) ? single(address) : [])),
  );
  return aggregate([...addresses, ...namedNetworks(topology, flow)]);
}

function namedNetworks({ networks }: Topology, { from }: Flow): Cidr[] {
  return networks.filter(({ name }) => from.includes(name)).map(({ cidr }) => cidr);
}

/** The addresses of hosts in a network, in the fewest networks. */
export function addressesIn(hosts: readonly Host[], network: Network): Cidr[] {
  return aggregate(hosts.map((host) => single(addressIn(host, network))));
}

export function single(address: string): Cidr {
  return { base: parseAddress(address) as number, prefix: 32 };
}

interface Place {
  readonly hosts: ReadonlySet<Host>;
  readonly addresses: (network: Network) => Cidr[];
}

const sendersOf = memoize<Topology, Flow, Place[]>((topology, flow) =>
  groupByNetworks(senders(topology, flow)).map(memoizeAddresses),
);

function memoizeAddresses(hosts: readonly Host[]): Place {
  const seen = new Map<Network, Cidr[]>();
  const addresses = (network: Network) => {
    const found = seen.get(network) ?? addressesIn(hosts, network);
    seen.set(network, found);
    return found;
  };
  return { hosts: new Set(hosts), addresses };
}
