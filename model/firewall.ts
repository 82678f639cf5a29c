import type { Flow, PortRange, Protocol } from './flow';
import { hostsOf } from './groups';
import type { Host } from './hosts';
import { aggregate, type Cidr, contains, formatCidr, parseAddress } from './ipv4';
import { pathBetween } from './paths';
import type { Stand } from './stand';

/** One line of a filter table; an absent field matches anything. */
export interface Rule {
  /** IPv4 network in CIDR notation. */
  readonly source?: string;
  readonly destination?: string;
  readonly protocol: Protocol;
  readonly ports: readonly PortRange[];
  readonly why: string;
}

/** What the host itself accepts. */
export function inputRules(stand: Stand, host: Host): Rule[] {
  const rules = stand.flows
    .filter((flow) => hostsOf(stand, flow.to).includes(host))
    .flatMap((flow) => inputRulesOf(stand, flow, host));
  return merge(rules);
}

/** What a gateway forwards; empty for any other host. */
export function forwardRules(stand: Stand, gateway: Host): Rule[] {
  if (!gateway.roles.includes('gateway')) return [];
  const rules = stand.flows.flatMap((flow) =>
    hostsOf(stand, flow.to).flatMap((receiver) => forwardRulesOf(stand, flow, receiver, gateway)),
  );
  return merge(rules);
}

function inputRulesOf(stand: Stand, flow: Flow, receiver: Host): Rule[] {
  const { protocol, ports = [], why } = flow;
  if (flow.from.includes('any')) return [{ protocol, ports, why }];
  const sources = senders(stand, flow).flatMap((sender) => {
    if (sender === receiver) return [];
    const path = pathBetween(stand, sender, receiver);
    return path ? [single(path.source)] : [];
  });
  return aggregate([...sources, ...networksOf(stand, flow)]).map((source) => ({
    source: formatCidr(source),
    protocol,
    ports,
    why,
  }));
}

function forwardRulesOf(stand: Stand, flow: Flow, receiver: Host, gateway: Host): Rule[] {
  const { protocol, ports = [], why } = flow;
  if (protocol === 'vrrp') return []; // link-local multicast is never forwarded (RFC 5798)
  const rules: Rule[] = [];
  const add = (source: Cidr, destination: string) =>
    rules.push({
      source: formatCidr(source),
      destination: formatCidr(single(destination)),
      protocol,
      ports,
      why,
    });
  for (const sender of senders(stand, flow)) {
    const path = sender === receiver ? undefined : pathBetween(stand, sender, receiver);
    if (path?.gateway === gateway) add(single(path.source), path.destination);
  }
  if (gateway === receiver) return rules;
  for (const { network } of gateway.interfaces) {
    if (network.kind !== 'isolated') continue; // from management each host is reached directly
    if (!flow.from.includes('any') && !flow.from.includes(network.name)) continue;
    if (contains(network.cidr, parseAddress(receiver.serviceAddress) as number)) continue;
    add(network.cidr, receiver.serviceAddress);
  }
  return rules;
}

/** The hosts that a flow names by their groups. */
export function senders(stand: Stand, flow: Flow): Host[] {
  return [...new Set(flow.from.flatMap((name) => hostsOf(stand, name)))];
}

function networksOf(stand: Stand, flow: Flow): Cidr[] {
  return stand.networks.filter(({ name }) => flow.from.includes(name)).map(({ cidr }) => cidr);
}

function single(address: string): Cidr {
  return { base: parseAddress(address) as number, prefix: 32 };
}

/** iptables' multiport match takes 15 ports, a range counting as two. @see iptables-extensions(8) */
const multiportLimit = 15;

/** Joins rules that differ only in their ports, as far as one rule can hold them. */
function merge(rules: readonly Rule[]): Rule[] {
  const result: Rule[] = [];
  for (const rule of rules.flatMap(onePortEach)) {
    const index = result.findIndex(
      (other) => alike(rule, other) && fits([...other.ports, ...rule.ports]),
    );
    const other = result[index];
    if (!other) {
      result.push(rule);
      continue;
    }
    const ports = [...new Set([...other.ports, ...rule.ports])];
    const reasons = new Set([...other.why.split('; '), ...rule.why.split('; ')]);
    result[index] = { ...other, ports, why: [...reasons].join('; ') };
  }
  return result;
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

function fits(ports: readonly PortRange[]): boolean {
  const weight = (range: PortRange): number => (typeof range === 'number' ? 1 : 2);
  const total = [...new Set(ports)].map(weight).reduce((sum, one) => sum + one, 0);
  return total <= multiportLimit;
}
