import type { Stand } from '../../model/stand';
import type { Probe } from '../probe';
import type { Tools } from '../tools';
import { clockProbe } from './clock';
import { factsOf } from './facts';
import { judgements } from './judgements';

/** What every host must have, whatever its role. */
export function hostsProbes(stand: Stand, tools: Tools): Probe[] {
  return stand.hosts.flatMap((host) => [
    ...judgements.map(({ of, expected, look, judge }) => ({
      group: 'hosts' as const,
      name: `${of} of ${host.name}`,
      expected,
      next: `./stand ssh ${host.name} -- '${look}'`,
      run: async () => judge(await factsOf(stand, tools, host), Date.now() / 1000),
    })),
    clockProbe(stand, tools, host),
  ]);
}
