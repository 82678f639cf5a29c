import { driftProbes } from '../../checks/hosts/drift';
import { type Outcome, runProbes } from '../../checks/run';
import { inLanes } from '../../controller/in-lanes';
import { capture } from '../../controller/process';
import type { Stand } from '../../model/stand';
import type { Context } from '../context';
import { playbookCommand } from '../playbooks';

/** Seconds that each playbook may take. */
const limit = 600;

/** What each playbook would change on its hosts. */
export async function checkPlaybooks(
  places: Pick<Context, 'paths' | 'place'>,
  stand: Stand,
): Promise<Outcome[]> {
  const probes = driftProbes(stand, (service) => {
    const [program, ...args] = playbookCommand(places, service, '--check');
    return capture(program, args);
  });
  const outcomes = await inLanes(probes, (probe) => runProbes([probe], limit));
  return outcomes.flat();
}
