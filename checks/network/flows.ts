import { type Flow, portBounds } from '../../model/description/flow';
import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Host } from '../../model/topology/hosts';
import { okUnless, type Probe } from '../probe';
import { admits, entrances } from './attempts';
import { isLost, type Reached, type Survey } from './survey';

/**
 * One probe for each flow: each sender reaches each receiver. A refusal counts as reached: whether a
 * daemon runs is for other probes. VRRP has no answer to wait for.
 */
export function flowProbes(stand: Stand, survey: Survey): Probe[] {
  const probes = stand.flows
    .filter(({ protocol }) => protocol !== 'vrrp')
    .flatMap((flow) => flowProbe(stand, survey, flow) ?? []);
  return [...new Map(probes.map((probe) => [probe.name, probe])).values()];
}

interface Pair {
  readonly sender: Host;
  readonly receiver: Host;
  /** Where the sender reaches the receiver. */
  readonly address: string;
}

function flowProbe(stand: Stand, survey: Survey, flow: Flow): Probe | undefined {
  const pairs = stand.hosts.flatMap((sender) =>
    hostsOf(stand, flow.to).flatMap((receiver) =>
      entrances(stand, sender, receiver)
        .filter((entrance) => admits(stand, flow, sender, receiver, entrance))
        .map(({ address }) => ({ sender, receiver, address })),
    ),
  );
  const receiver = pairs[0]?.receiver.name;
  if (!receiver) return undefined;
  const { why, from, to, protocol, ports = [] } = flow;
  const what = [protocol, ports.join(', ')].filter(Boolean).join(' ');
  return {
    group: 'network',
    name: `flow ${why} (${from.join(', ')} to ${to}, ${what})`,
    expected: 'every sender reaches every receiver',
    next: `./stand ssh ${receiver} -- sudo iptables --list-rules INPUT`,
    run: async () => {
      const found = pairs.map(async (pair) =>
        lostOf(flow, pair, await reachedFrom(survey, pair.sender)),
      );
      const lost = (await Promise.all(found)).flat();
      return okUnless(lost, `${pairs.length} of ${pairs.length} pairs of hosts reach each other`);
    },
  };
}

async function reachedFrom(survey: Survey, sender: Host): Promise<Reached> {
  return survey.reachedFrom(sender).catch((error: Error) => {
    throw new Error(`${sender.name} cannot be asked: ${error.message}`);
  });
}

/** What of a flow got no answer. */
function lostOf(flow: Flow, { sender, receiver, address }: Pair, reached: Reached): string[] {
  const byIpv6 = address === receiver.publicIpv6 ? ' by IPv6' : '';
  const pair = `${sender.name} to ${receiver.name}${byIpv6}`;
  if (flow.protocol === 'icmp-echo') {
    return reached.pings.get(address) === null ? [`${pair}: no answer`] : [];
  }
  const bounds = (flow.ports ?? []).flatMap(portBounds);
  return reached.tried
    .filter(({ protocol, port }) => protocol === flow.protocol && bounds.includes(port))
    .filter((tried) => tried.address === address && isLost(tried))
    .map(({ port, outcome }) => `${pair} port ${port}: ${outcome}`);
}
