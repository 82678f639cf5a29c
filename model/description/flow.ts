/**
 * Traffic that the stand allows. Firewalls, probes, the diagram and the table in the docs all
 * come from flows; what no flow allows is dropped.
 */
export interface Flow {
  /** Groups, networks, `any`, or `world`: whoever there is, at public addresses alone. */
  readonly from: readonly string[];
  /** The group of hosts that accepts it, or `all`. */
  readonly to: string;
  readonly protocol: Protocol;
  /** Ports for tcp and udp: single ports, or ranges such as `4200-4210`. */
  readonly ports?: readonly PortRange[];
  /** What the traffic is for; shown in the docs and beside the rule. */
  readonly why: string;
}

/** `icmp-echo` is ping; `vrrp` is IP protocol 112 between neighbours (RFC 5798). */
export const protocols = ['tcp', 'udp', 'icmp-echo', 'vrrp'] as const;
export type Protocol = (typeof protocols)[number];

export type PortRange = number | `${number}-${number}`;

/** First and last port of a range, both included. */
export function portBounds(range: PortRange): [number, number] {
  const [first, last] = String(range).split('-').map(Number) as [number, number?];
  return [first, last ?? first];
}
