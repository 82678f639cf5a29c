import type { Flow } from '../description/flow';
import { hostsOf } from '../topology/groups';
import type { Host } from '../topology/hosts';
import { aggregate, type Cidr, parseAddress, without } from '../topology/ipv4';
import type { Network } from '../topology/networks';
import { addressIn, places, wayBetween } from './paths';
import { remember } from './memoize';
import type { Stand } from '../build-stand';

/** The hosts that a flow names by their groups. */
export function senders(stand: Stand, flow: Flow): Host[] {
  return [...new Set(flow.from.flatMap((name) => hostsOf(stand, name)))];
}

/** The addresses of a flow's senders as the receiver sees them, in the fewest networks. */
export function sourcesTowards(stand: Stand, flow: Flow, receiver: Host): Cidr[] {
  const sources = sendersOf(stand, flow).flatMap(({ hosts, addresses }) => {
    const [first] = hosts;
    const way = wayBetween(stand, first as Host, receiver);
    if (!way) return [];
    if (!hosts.has(receiver)) return addresses(way.from);
    return without(addresses(way.from), single(addressIn(receiver, way.from)).base);
  });
  const networks = stand.networks.filter(({ name }) => flow.from.includes(name));
  return aggregate([...sources, ...networks.map(({ cidr }) => cidr)]);
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

const sendersOf = remember<Flow, Place[]>((stand, flow) =>
  places(senders(stand, flow)).map(rememberAddresses),
);

function rememberAddresses(hosts: readonly Host[]): Place {
  const seen = new Map<Network, Cidr[]>();
  const addresses = (network: Network) => {
    const found = seen.get(network) ?? addressesIn(hosts, network);
    seen.set(network, found);
    return found;
  };
  return { hosts: new Set(hosts), addresses };
}
