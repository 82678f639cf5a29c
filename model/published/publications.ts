import { distinct } from '../description/distinct';
import type { Fault } from '../description/faults/faults';
import { type Flow, type PortRange, portBounds } from '../description/flow';
import { relayPortsOf, relayRange } from '../services/ejabberd';
import type { Stand } from '../stand';
import { hostsOf } from '../topology/groups';
import { type Host, isAttached } from '../topology/hosts';
import { isThisMachines, jumpHost } from '../topology/hypervisors';
import type { Network } from '../topology/networks';
import { addressIn } from '../traffic/paths';

/** A port, or a range of them, that the hypervisor forwards. */
export interface Forwarding {
  readonly protocol: 'tcp' | 'udp';
  readonly ports: PortRange;
  /** The address to which it leads. */
  readonly to: string;
  readonly why: string;
}

/** A public network whose hosts the world knows by an address of the hypervisor. */
export interface Publication {
  readonly network: Network;
  /** By which the world reaches the hypervisor. */
  readonly address: string;
  /** In the order of their ports; none overlaps another one. */
  readonly forwardings: readonly Forwarding[];
}

/** Whether it is the node to which the ports lead of the address at which it is known, or has that for itself. */
export function isDoor(stand: Stand, node: Host): boolean {
  const shared = stand.networks.find((network) => network.published && isAttached(node, network));
  return !shared || doorIn(stand, 'ejserver', shared) === node;
}

export function publications(stand: Stand): Publication[] {
  return stand.networks.flatMap((network) => {
    if (network.published === undefined) return [];
    const forwardings = ordered(forwardingsOf(stand, network));
    return [{ network, address: network.published, forwardings }];
  });
}

/** What its hypervisor calls a publication: a table of nftables and, but in the lab, a unit of systemd. */
export function publicationName(stand: Pick<Stand, 'name'>, { network }: Publication): string {
  return `${publicationPrefix(stand)}${network.name}`;
}

/** How the names of a stand's publications begin. */
export function publicationPrefix({ name }: Pick<Stand, 'name'>): string {
  return `stand-${name}-`;
}

/** Where a publication's rules are loaded: this machine's own libvirt, or a place for ssh; undefined for the lab. */
export function hypervisorOf(stand: Stand, { network }: Publication): string | undefined {
  const host = stand.hosts.find((one) => isAttached(one, network));
  const found = stand.hypervisors.find(({ name }) => name === host?.hypervisor);
  if (found?.uri === undefined) return undefined;
  return isThisMachines(found) ? 'here' : `ssh://${jumpHost(found.uri)}`;
}

/** Faults of ports that would have to lead to two places. */
export function publicationFaults(stand: Stand): Fault[] {
  return publications(stand).flatMap(({ network, address, forwardings }) =>
    forwardings.slice(1).flatMap((forwarding, index) => {
      const before = forwardings[index] as Forwarding;
      if (!overlap(before, forwarding)) return [];
      const { protocol, ports, to, why } = forwarding;
      const what = `${protocol} ${ports} of ${address} would lead to ${to} (${why}) and, as ${before.ports}, to ${before.to} (${before.why})`;
      const remedy = 'choose another port: one address has each port once';
      return [{ where: `network '${network.name}'`, what, remedy }];
    }),
  );
}

function flowsFromWorld({ flows }: Stand): Flow[] {
  return flows.filter(({ from }) => from.includes('world'));
}

function forwardingsOf(stand: Stand, network: Network): Forwarding[] {
  return flowsFromWorld(stand).flatMap(({ protocol, ports = [], to, why }) => {
    const door = doorIn(stand, to, network);
    if (!door || (protocol !== 'tcp' && protocol !== 'udp')) return [];
    return ports.flatMap((range) =>
      range === relayRange
        ? relays(stand, to, network).map((relay) => ({ protocol, why, ...relay }))
        : [{ protocol, ports: range, to: addressFor(protocol, door, network), why }],
    );
  });
}

/** The host to which a group's ports lead: the first whose address stays when it is gone, else the first. */
function doorIn(stand: Stand, group: string, network: Network): Host | undefined {
  const hosts = hostsIn(stand, group, network);
  return hosts.find(({ floating }) => floating.some((one) => one.network === network)) ?? hosts[0];
}

/** What is relayed leads to the node that relays it, and does not float. */
function relays(stand: Stand, group: string, network: Network) {
  return hostsIn(stand, group, network).map((node) => {
    const { first, last } = relayPortsOf(stand, node);
    return { ports: `${first}-${last}` as const, to: addressIn(node, network) };
  });
}

function hostsIn(stand: Stand, group: string, network: Network): Host[] {
  return hostsOf(stand, group).filter((host) => isAttached(host, network));
}

/** By UDP a host answers from its own address, so only what comes by TCP leads to one that stays. */
function addressFor(protocol: Forwarding['protocol'], host: Host, network: Network): string {
  const floating = host.floating.find((one) => one.network === network);
  return (protocol === 'tcp' && floating?.address) || addressIn(host, network);
}

/** In order, and each once, whichever flows name it. */
function ordered(forwardings: readonly Forwarding[]): Forwarding[] {
  const found = distinct(forwardings, ({ protocol, ports, to }) => `${protocol} ${ports} ${to}`);
  return found.sort(
    (one, other) =>
      one.protocol.localeCompare(other.protocol) ||
      portBounds(one.ports)[0] - portBounds(other.ports)[0],
  );
}

function overlap(one: Forwarding, next: Forwarding): boolean {
  return one.protocol === next.protocol && portBounds(next.ports)[0] <= portBounds(one.ports)[1];
}
