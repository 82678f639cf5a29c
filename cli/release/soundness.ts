import { failuresIn } from '../../checks/run';
import { StandTools } from '../../checks/stand-tools';
import { StandError } from '../../controller/errors';
import { eventually } from '../../operations/eventually';
import { askProbes } from '../commands/check';
import { describedStand } from '../config';
import type { Context } from '../context';
import { reachOf } from '../reach/reach';

/** Seconds for what is slow to come back, and for alerts of what has happened to end. */
const patience = 300;

/** Milliseconds between two looks. */
const rest = 5000;

type Places = Pick<Context, 'paths' | 'place'>;

/** What is not as it should be, of all that `check` looks at. */
export async function faultsOf(places: Places): Promise<string[]> {
  const stand = describedStand(places.paths);
  const tools = new StandTools(reachOf(places, stand));
  try {
    return failuresIn(await askProbes(stand, tools));
  } finally {
    tools.close();
  }
}

/** What is still not as it should be when a stand that was just deployed has had its time. */
export async function lastingFaults(places: Places): Promise<string[]> {
  let faults: string[] = [];
  const look = async () => {
    faults = await faultsOf(places);
    if (faults.length > 0) throw new StandError(faults.join('; '));
  };
  await eventually(patience, look, rest).catch(() => undefined);
  return faults;
}
