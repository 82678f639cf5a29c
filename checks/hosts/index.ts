import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import type { Probe } from '../probe';
import type { Tools } from '../tools';
import { clockProbe } from './clock';
import { domainCertificateProbes } from './domain-certificate';
import { factsOf } from './facts';
import { judgements } from './judgements';

/** What every host must have, whatever its role. */
export function hostsProbes(stand: Stand, tools: Tools): Probe[] {
  const ofEach = stand.hosts.flatMap((host) => [
    ...hostProbes(stand, tools, host),
    clockProbe(stand, tools, host),
  ]);
  return [...ofEach, ...domainCertificateProbes(stand, tools)];
}

/** What is judged of one host. @param wanted of all judgements @default all */
export function hostProbes(
  stand: Stand,
  tools: Tools,
  host: Host,
  wanted: readonly string[] = judgements.map(({ of }) => of),
): Probe[] {
  return judgements
    .filter(({ of }) => wanted.includes(of))
    .map(({ of, expected, look, judge }) => ({
      group: 'hosts' as const,
      name: `${of} of ${host.name}`,
      expected,
      next: `./stand ssh ${host.name} -- '${look}'`,
      run: async () => judge(await factsOf(stand, tools, host), Date.now() / 1000),
    }));
}
