import type { Fault, Finding } from '../description/faults/faults';
import { type Flow, type PortRange, portBounds, protocols } from '../description/flow';
import { groupNames, hostsOf } from '../topology/groups';
import type { Host } from '../topology/hosts';
import { groupByNetworks, networkPathBetween } from './paths';
import { senders } from './senders';
import type { Traffic } from './traffic';

/** Faults of the flows: unknown ends, impossible ports, and hosts that cannot reach each other. */
export function flowFaults(traffic: Traffic): Fault[] {
  return traffic.flows.flatMap((flow) => {
    const where = `flow '${flow.why}'`;
    const faults = [...endFaults(traffic, flow), ...portFaults(flow)];
    if (faults.length === 0)
      faults.push(...reachFaults(traffic, flow), ...worldFaults(traffic, flow));
    return faults.map((fault) => ({ where, ...fault }));
  });
}

function endFaults(traffic: Traffic, { from, to }: Flow): Finding[] {
  const networks = traffic.networks.map(({ name }) => name);
  const known = ['any', 'all', 'world', ...groupNames, ...networks];
  const unknown = from.filter((name) => !known.includes(name));
  return [
    ...unknown.map((name) => ({
      what: `unknown sender '${name}'`,
      remedy: `choose from ${known.join(', ')}`,
    })),
    ...(to === 'all' || groupNames.includes(to)
      ? []
      : [
          {
            what: `unknown receiver '${to}'`,
            remedy: `choose all or one of ${groupNames.join(', ')}`,
          },
        ]),
  ];
}

function portFaults({ protocol, ports = [] }: Flow): Finding[] {
  if (!protocols.includes(protocol)) {
    return [{ what: `unknown protocol '${protocol}'`, remedy: `choose ${protocols.join(', ')}` }];
  }
  const numbered = protocol === 'tcp' || protocol === 'udp';
  if (numbered && ports.length === 0) {
    return [{ what: `must list ports for ${protocol}; got none`, remedy: 'add at least one' }];
  }
  if (!numbered && ports.length > 0) {
    const what = `must list no ports for ${protocol}; got ${ports.join(', ')}`;
    return [{ what, remedy: 'remove them' }];
  }
  return ports
    .filter((range) => !isPortRange(range))
    .map((range) => ({
      what: `ports must be from 1 to 65535; got '${range}'`,
      remedy: 'write them like 443 or 4200-4210',
    }));
}

function isPortRange(range: PortRange): boolean {
  if (!/^\d+(-\d+)?$/.test(String(range))) return false;
  const [first, last] = portBounds(range);
  return first >= 1 && first <= last && last <= 65535;
}

function reachFaults(traffic: Traffic, flow: Flow): Finding[] {
  // VRRP is for those who are neighbours.
  if (flow.from.includes('any') || flow.protocol === 'vrrp') return [];
  const receivers = groupByNetworks(hostsOf(traffic, flow.to));
  const apart = groupByNetworks(senders(traffic, flow)).flatMap((from) =>
    receivers
      .filter((to) => !networkPathBetween(traffic, from[0] as Host, to[0] as Host))
      .flatMap((to) => from.flatMap((sender) => to.map((receiver) => [sender, receiver] as const))),
  );
  return apart
    .filter(([sender, receiver]) => sender !== receiver)
    .map(([sender, receiver]) => ({
      what: `'${sender.name}' cannot reach '${receiver.name}'`,
      remedy: 'attach both to one isolated network, or a gateway to one network of each',
    }));
}

/** Faults of a flow by which the world would reach nobody. */
function worldFaults(traffic: Traffic, { from, to, protocol }: Flow): Finding[] {
  if (!from.includes('world')) return [];
  if (protocol === 'vrrp') {
    const what = "must not be from 'world'; got vrrp, which no router forwards";
    return [{ what, remedy: 'name networks as its senders' }];
  }
  const receivers = hostsOf(traffic, to);
  if (receivers.length === 0 || receivers.some((host) => host.publicAddress)) return [];
  const names = receivers.map(({ name }) => name).join(', ');
  return [
    {
      what: `must lead to a public address; got '${to}', and ${names} has none`,
      remedy: 'give a host of it an address in a network of kind public, or choose another sender',
    },
  ];
}
