import type { Flow, PortRange, Protocol } from '../description/flow';
import { tenanciesOf } from '../topology/floating';
import { hostsOf, isInGroup } from '../topology/groups';
import type { Host } from '../topology/hosts';
import { aggregate, type Cidr, contains, formatCidr } from '../topology/ipv4';
import type { Network } from '../topology/networks';
import { forwardsFor, groupByNetworks, networkPathBetween } from './paths';
import { addressesIn, neighboursOf, senders, single, sourcesTowards } from './senders';
import type { Traffic } from './traffic';

/** One line of a filter table; an absent field matches anything. */
export interface Rule {
  /** Network in CIDR notation. */
  readonly source?: string;
  readonly destination?: string;
  readonly protocol: Protocol;
  readonly ports: readonly PortRange[];
  readonly why: string;
}

/** What the host itself accepts. */
export function inputRules(traffic: Traffic, host: Host): Rule[] {
  const rules = traffic.flows
    .filter((flow) => isInGroup(traffic, flow.to, host))
    .flatMap((flow) => inputRulesOf(traffic, flow, host));
  return merge(rules);
}

/** What a gateway forwards; empty for any other host. */
export function forwardRules(traffic: Traffic, gateway: Host): Rule[] {
  if (!gateway.roles.includes('gateway')) return [];
  // VRRP is for neighbours (RFC 5798).
  const flows = traffic.flows.filter(({ protocol }) => protocol !== 'vrrp');
  return merge(flows.flatMap((flow) => forwardRulesOf(traffic, flow, gateway)));
}

function inputRulesOf(traffic: Traffic, flow: Flow, receiver: Host): Rule[] {
  const { protocol, ports = [], why } = flow;
  if (flow.from.includes('any')) return [{ protocol, ports, why }];
  const fromWorld: Rule[] = (
    flow.from.includes('world') ? worldAddresses(traffic, flow, receiver) : []
  ).map((address) => ({ destination: formatCidr(single(address)), protocol, ports, why }));
  const sourcesOf = protocol === 'vrrp' ? neighboursOf : sourcesTowards;
  const fromInside = sourcesOf(traffic, flow, receiver).map((source) => ({
    source: formatCidr(source),
    protocol,
    ports,
    why,
  }));
  return [...fromWorld, ...fromInside];
}

/**
 * What a host accepts by IPv6, all of it at its public address there: what is from everywhere, and from the network that
 * the address is in. Hosts know each other by IPv4.
 */
export function ipv6InputRules(traffic: Traffic, host: Host): Rule[] {
  const rules = host.interfaces.flatMap(({ network, ipv6 }) =>
    ipv6 === undefined
      ? []
      : traffic.flows
          .filter(({ to, protocol }) => isInGroup(traffic, to, host) && protocol !== 'vrrp')
          .flatMap((flow) => ipv6RulesOf(flow, network, `${ipv6}/128`)),
  );
  return merge(rules);
}

function ipv6RulesOf(
  { from, protocol, ports = [], why }: Flow,
  { name, ipv6 }: Network,
  destination: string,
): Rule[] {
  const rule = { destination, protocol, ports, why };
  if (from.includes('any') || from.includes('world')) return [rule];
  return from.includes(name) && ipv6 ? [{ source: ipv6.cidr, ...rule }] : [];
}

/**
 * The addresses at which strangers reach a host: its public one, and floating ones that it may have there. By UDP a host
 * answers from its own address, which whoever has asked a floating one takes for somebody else's.
 */
function worldAddresses(traffic: Traffic, { protocol }: Flow, host: Host): string[] {
  const floating = tenanciesOf(traffic, host).filter(
    ({ network }) => network.kind === 'public' && protocol !== 'udp',
  );
  return [host.publicAddress ?? [], ...floating.map(({ address }) => address)].flat();
}

function forwardRulesOf(traffic: Traffic, flow: Flow, gateway: Host): Rule[] {
  const { protocol, ports = [], why } = flow;
  const between = (sources: readonly Cidr[], destinations: readonly Cidr[]): Rule[] =>
    sources.flatMap((source) =>
      destinations.map((destination) => ({
        source: formatCidr(source),
        destination: formatCidr(destination),
        protocol,
        ports,
        why,
      })),
    );
  const receivers = hostsOf(traffic, flow.to);
  const fromHosts = groupByNetworks(senders(traffic, flow)).flatMap((senderGroup) =>
    groupByNetworks(receivers).flatMap((receiverGroup) => {
      const path = networkPathBetween(traffic, senderGroup[0] as Host, receiverGroup[0] as Host);
      if (!path?.gateway || !forwardsFor(traffic, path.gateway, gateway)) return [];
      return between(addressesIn(senderGroup, path.from), addressesIn(receiverGroup, path.to));
    }),
  );
  const fromNetworks = gateway.interfaces
    .map(({ network }) => network)
    // From management each host is reached directly.
    .filter(({ kind }) => kind === 'isolated')
    .filter(({ name }) => flow.from.includes('any') || flow.from.includes(name))
    .flatMap(({ cidr }) => {
      const beyond = receivers
        .filter((receiver) => receiver !== gateway)
        .map(({ serviceAddress }) => single(serviceAddress))
        .filter(({ base }) => !contains(cidr, base));
      return between([cidr], aggregate(beyond));
    });
  return [...fromHosts, ...fromNetworks];
}

/** iptables' multiport match takes 15 ports, a range counting as two. @see iptables-extensions(8) */
const multiportLimit = 15;

/** Joins rules that differ only in their ports, as far as one rule can hold them. */
function merge(rules: readonly Rule[]): Rule[] {
  const merged: { like: Rule; ports: Set<PortRange>; reasons: Set<string> }[] = [];
  for (const rule of rules.flatMap(onePortEach)) {
    let found = merged.find(({ like, ports }) => alike(rule, like) && fits(ports, rule.ports));
    if (!found) {
      found = { like: rule, ports: new Set(), reasons: new Set() };
      merged.push(found);
    }
    for (const port of rule.ports) found.ports.add(port);
    for (const reason of rule.why.split('; ')) found.reasons.add(reason);
  }
  return merged.map(({ like, ports, reasons }) => ({
    ...like,
    ports: [...ports],
    why: [...reasons].join('; '),
  }));
}

function onePortEach(rule: Rule): Rule[] {
  return rule.ports.length > 1 ? rule.ports.map((port) => ({ ...rule, ports: [port] })) : [rule];
}

function alike(one: Rule, other: Rule): boolean {
  return (
    one.source === other.source &&
    one.destination === other.destination &&
    one.protocol === other.protocol
  );
}

function fits(ports: ReadonlySet<PortRange>, more: readonly PortRange[]): boolean {
  const weight = (range: PortRange): number => (typeof range === 'number' ? 1 : 2);
  let total = 0;
  for (const range of new Set([...ports, ...more])) total += weight(range);
  return total <= multiportLimit;
}
