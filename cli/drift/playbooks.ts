import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { driftProbes } from '../../checks/hosts/drift';
import { type Outcome, runProbes } from '../../checks/run';
import { capture } from '../../controller/process';
import type { Stand } from '../../model/stand';
import type { Context } from '../context';

/** Seconds that each playbook may take. */
const limit = 600;

/** What each playbook would change on its hosts. Runs as many at a time as there are processors. */
export async function checkPlaybooks(
  { paths, place }: Pick<Context, 'paths' | 'place'>,
  stand: Stand,
): Promise<Outcome[]> {
  const program = join(paths.root, 'ansible', 'play');
  const probes = driftProbes(stand, (service) => {
    const [entry, ...args] = place.inside([program, service, '--check']);
    return capture(entry, args);
  });
  const outcomes = new Map<string, Outcome>();
  const waiting = [...probes];
  const next = async (): Promise<void> => {
    const probe = waiting.shift();
    if (!probe) return;
    for (const outcome of await runProbes([probe], limit)) outcomes.set(probe.name, outcome);
    return next();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, next));
  return probes.flatMap(({ name }) => outcomes.get(name) ?? []);
}
