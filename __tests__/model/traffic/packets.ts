import { BlockList, isIPv6 } from 'node:net';
import type { StandConfig } from '../../../model/description/config';
import type { Flow } from '../../../model/description/flow';
import type { Rule } from '../../../model/traffic/firewall';

/** A first packet of a connection, or a ping. */
export interface Packet {
  readonly source: string;
  readonly destination: string;
  readonly protocol: Flow['protocol'];
  /** Destination port of tcp and udp. */
  readonly port?: number;
}

/** A way that packets take between two hosts of a stand. */
export interface Journey {
  readonly sender: string;
  readonly receiver: string;
  readonly source: string;
  readonly destination: string;
  /** The network that both are attached to; undefined when a gateway forwards. */
  readonly network?: string;
}

/** What a filter table that accepts by these rules and drops the rest does with a packet. */
export function accepts(rules: readonly Rule[], packet: Packet): boolean {
  return rules.some(
    (rule) =>
      rule.protocol === packet.protocol &&
      (rule.source === undefined || within(packet.source, rule.source)) &&
      (rule.destination === undefined || within(packet.destination, rule.destination)) &&
      (packet.port === undefined || covers(rule.ports, packet.port)),
  );
}

export function covers(ports: readonly (number | string)[], port: number): boolean {
  return ports.some((range) => {
    const [first, last] = String(range).split('-');
    return Number(first) <= port && port <= Number(last ?? first);
  });
}

/** True when an address lies in a network: no bit of the prefix differs. */
export function within(address: string, cidr: string): boolean {
  if (isIPv6(address) || isIPv6(cidr.replace(/\/.*/, ''))) return withinIpv6(address, cidr);
  const [network, prefix] = cidr.split('/') as [string, string];
  return (bits(address) ^ bits(network)) >>> (32 - Number(prefix)) === 0;
}

function withinIpv6(address: string, cidr: string): boolean {
  const [network, prefix] = cidr.split('/') as [string, string];
  if (!isIPv6(address) || !isIPv6(network)) return false;
  const block = new BlockList();
  block.addSubnet(network, Number(prefix), 'ipv6');
  return block.check(address, 'ipv6');
}

const known = new Map<string, number>();

function bits(address: string): number {
  const number =
    known.get(address) ?? address.split('.').reduce((sum, octet) => (sum << 8) | Number(octet), 0);
  known.set(address, number);
  return number;
}

/**
 * Every way between two hosts: by each network they share, and where that is none but the
 * management network, by the gateway from their one isolated network to the other.
 */
export function journeys({ hosts, networks }: StandConfig): Journey[] {
  const isolated = (name: string) => networks[name]?.kind === 'isolated';
  return pairs(Object.keys(hosts)).flatMap(([sender, receiver]) => {
    const from = Object.entries(hosts[sender]?.addresses ?? {});
    const to = Object.entries(hosts[receiver]?.addresses ?? {});
    const ends = from.flatMap(([network, source]) =>
      to.map(([other, destination]) => ({ network, other, source, destination })),
    );
    const shared = ends.filter(({ network, other }) => network === other);
    const routed = shared.some(({ network }) => isolated(network))
      ? []
      : ends.filter(({ network, other }) => isolated(network) && isolated(other));
    return [
      ...shared.map(({ network, source, destination }) => ({
        ...{ sender, receiver, source, destination, network },
      })),
      ...routed.map(({ source, destination }) => ({ sender, receiver, source, destination })),
    ];
  });
}

function pairs(names: readonly string[]): [string, string][] {
  return names.flatMap((one) =>
    names.filter((other) => other !== one).map((other): [string, string] => [one, other]),
  );
}
