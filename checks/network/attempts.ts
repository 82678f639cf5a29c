import { type Flow, portBounds } from '../../model/description/flow';
import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import { type FloatingAddress, type Host, isAttached } from '../../model/topology/hosts';
import { contains, parseAddress } from '../../model/topology/ipv4';
import { pathBetween } from '../../model/traffic/paths';
import { senders } from '../../model/traffic/senders';

export type Transport = 'tcp' | 'udp';

/** Ports on which hosts listen to others. */
export type Listening = Readonly<Record<Transport, readonly number[]>>;

/** A port of a host that another one tries to reach. */
export interface Attempt {
  readonly receiver: Host;
  readonly protocol: Transport;
  readonly address: string;
  readonly port: number;
  /** Whether a flow lets it through; all else must be dropped. */
  readonly declared: boolean;
}

/** Ports that are tried though neither a flow nor a listening daemon names them: favourites of scanners. */
const favourites: Listening = {
  tcp: [9, 21, 23, 25, 80, 111, 443, 445, 3000, 3306, 6379, 8080, 9101, 9999],
  udp: [53, 161],
};

/** An address of a receiver, its own or a floating one, and the network that it is in. */
export type Entrance = Pick<FloatingAddress, 'network' | 'address'>;

/** By which addresses a sender reaches a receiver: where that serves, and where both are public. */
export function entrances(stand: Stand, sender: Host, receiver: Host): Entrance[] {
  if (sender === receiver) return [];
  const serving = pathBetween(stand, sender, receiver)?.destination;
  return addressesFor(sender, receiver).filter(({ address, network }) =>
    network.kind === 'public' ? isAttached(sender, network) : address === serving,
  );
}

/** The addresses of a receiver that a sender can try; by IPv6 none where the sender has no such address itself. */
function addressesFor(sender: Host, { interfaces, floating }: Host): Entrance[] {
  const own = interfaces.flatMap(({ network, address, ipv6 }) => [
    { network, address },
    ...(ipv6 && sender.publicIpv6 ? [{ network, address: ipv6 }] : []),
  ]);
  return [...own, ...floating];
}

/** Whether a flow that leads to the receiver lets a sender's traffic in by one of its addresses. */
export function admits(
  stand: Stand,
  flow: Flow,
  sender: Host,
  receiver: Host,
  { network, address }: Entrance,
): boolean {
  const { from, protocol } = flow;
  const named = (...names: string[]) => ['any', ...names].some((name) => from.includes(name));
  if (network.kind === 'nat') return named(network.name);
  if (network.kind === 'public') {
    // By UDP the answer would come from another address.
    const isOwn = [receiver.publicAddress, receiver.publicIpv6].includes(address);
    return named(network.name) || (from.includes('world') && (isOwn || protocol !== 'udp'));
  }
  const path = pathBetween(stand, sender, receiver);
  if (!path) return false;
  if (named() || senders(stand, flow).includes(sender)) return true;
  const source = parseAddress(path.source) as number;
  return stand.networks.some(({ name, cidr }) => from.includes(name) && contains(cidr, source));
}

/**
 * What a host tries: on each address of every other host, each port that any flow names, on which the
 * receiver listens, or that scanners like.
 */
export function attempts(
  stand: Stand,
  sender: Host,
  listening: (receiver: Host) => Listening,
): Attempt[] {
  return stand.hosts
    .filter((receiver) => receiver !== sender)
    .flatMap((receiver) =>
      (['tcp', 'udp'] as const).flatMap((protocol) => {
        const named = [...flowPorts(stand, protocol), ...listening(receiver)[protocol]];
        const ports = [...new Set([...named, ...favourites[protocol]])];
        const doors = doorsOf(stand, sender, receiver, protocol);
        return doors.flatMap((door) => ports.flatMap((port) => tryAt(door, port) ?? []));
      }),
    );
}

/** An address of a receiver, and the flows that let the sender in there. */
interface Door extends Pick<Attempt, 'receiver' | 'protocol' | 'address'> {
  readonly open: readonly Flow[];
  /** Whether the receiver serves the sender there; elsewhere what is let in is not promised. */
  readonly serving: boolean;
}

function doorsOf(stand: Stand, sender: Host, receiver: Host, protocol: Transport): Door[] {
  const flows = stand.flows.filter(
    (flow) => flow.protocol === protocol && hostsOf(stand, flow.to).includes(receiver),
  );
  const reached = entrances(stand, sender, receiver);
  return addressesFor(sender, receiver).map((door) => ({
    ...{ receiver, protocol, address: door.address },
    open: flows.filter((flow) => admits(stand, flow, sender, receiver, door)),
    serving: reached.some(({ address }) => address === door.address),
  }));
}

function tryAt({ open, serving, ...target }: Door, port: number): Attempt | undefined {
  const declared = open.some((flow) => covers(flow, port));
  return declared && !serving ? undefined : { ...target, port, declared };
}

function covers({ ports = [] }: Flow, port: number): boolean {
  return ports.some((range) => {
    const [first, last] = portBounds(range);
    return first <= port && port <= last;
  });
}

/** Single ports, and of a range the first and the last. */
function flowPorts({ flows }: Stand, protocol: Transport): number[] {
  return flows
    .filter((flow) => flow.protocol === protocol)
    .flatMap(({ ports = [] }) => ports.flatMap(portBounds));
}
