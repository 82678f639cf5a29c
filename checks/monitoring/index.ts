import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Host } from '../../model/topology/hosts';
import type { Probe } from '../probe';
import type { Tools } from '../tools';
import { askMonitoring, type MonitoringFacts } from './facts';
import { type Judgement, judgements } from './judgements';

/** Prometheus reads everything and knows its rules, and nothing is wrong in its eyes. */
export function monitoringProbes(stand: Stand, tools: Tools): Probe[] {
  const present = judgements.filter(({ service }) =>
    stand.services.some(({ name }) => name === service),
  );
  return hostsOf(stand, 'monserver').flatMap((host) =>
    present.map((judgement) => monitoringProbe(stand, tools, host, judgement)),
  );
}

function monitoringProbe(
  stand: Stand,
  tools: Tools,
  host: Host,
  { of, fact, expected, look, judge }: Judgement<keyof MonitoringFacts>,
): Probe {
  return {
    group: 'monitoring',
    name: `${of} on ${host.name}`,
    expected: expected(stand, host),
    next: `./stand ssh ${host.name} -- ${look}`,
    run: async () => judge(await askMonitoring(stand, tools, host, fact), stand, host),
  };
}
