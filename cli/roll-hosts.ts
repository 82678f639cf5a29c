import { healthProbes } from '../checks/health';
import { failuresIn, type Outcome, runProbes } from '../checks/run';
import { StandTools } from '../checks/stand-tools';
import { StandError } from '../controller/errors';
import type { Stand } from '../model/stand';
import { answerTimeout } from '../model/topology/emulation';
import type { Host } from '../model/topology/hosts';
import type { Operator } from '../operations/operator';
import { type Rolled, type RollingWork, roll } from '../operations/rolling/roll';
import type { Context } from './context';
import { phaseOf } from './operations';
import { reachOf } from './reach/reach';

/** Seconds that a probe may take, and that a host has to get well. */
const limits = { probe: 30, recovery: 180 };

/**
 * Works on one host after another, each of which is well, by the probes of `check`, before the next is touched.
 * @param mends whether the work may be what hosts lack: what was not well before then stops nothing
 */
export async function rollHosts(
  context: Context,
  stand: Stand,
  operator: Operator,
  hosts: readonly Host[],
  act: RollingWork['act'],
  mends = false,
): Promise<Rolled> {
  const { progress } = context;
  const tools = new StandTools(reachOf(context, stand));
  const failed = async (...seen: (Host | undefined)[]) =>
    (await Promise.all(seen.map((host) => ask(stand, tools, host)))).flat();
  try {
    const known = mends ? await failed(undefined, ...hosts) : [];
    const names = new Set(known.map(({ name }) => name));
    for (const name of names) progress.warn(`not well before: ${name}`);
    const work: RollingWork = {
      act,
      async look(host) {
        const wrong = (await failed(host)).filter(({ name }) => !names.has(name));
        if (wrong.length > 0) throw new StandError(failuresIn(wrong).join('; '));
      },
      seconds: answerTimeout(stand) ?? limits.recovery,
      tell: phaseOf(context),
      ...(mends && {
        mend: ({ name }, { message }) => progress.warn(`${name} goes as it is: ${message}`),
      }),
    };
    return await roll(stand, operator, hosts, work);
  } finally {
    tools.close();
  }
}

/** What is not well of what hosts do together, and of one host. */
async function ask(stand: Stand, tools: StandTools, host?: Host): Promise<Outcome[]> {
  tools.forget();
  const limit = answerTimeout(stand) ?? limits.probe;
  const outcomes = await runProbes(healthProbes(stand, tools, host), limit);
  return outcomes.filter(({ ok }) => !ok);
}
