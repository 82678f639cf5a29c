import { StandError } from '../controller/errors';
import type { Stand } from '../model/stand';
import { type Leaving, leave } from '../operations/leave';
import type { Operator } from '../operations/operator';
import type { Departure } from './changes/departures';
import type { Context } from './context';

/**
 * Takes services from hosts that are to have them no longer, one after another: what they form together
 * shrinks while all still answer.
 * @throws StandError where a host that stays does not answer
 */
export async function letLeave(
  context: Context,
  operator: Operator,
  stand: Stand,
  departures: readonly Departure[],
): Promise<void> {
  if (departures.length === 0) return;
  const { progress } = context;
  await progress.phase('take services from hosts', async () => {
    const answering = await Promise.all(
      departures.map((departure) => leavingOf(context, operator, departure)),
    );
    await leave(stand, operator, answering.flat(), (service, host) =>
      progress.line(`  ${service} has left ${host}`),
    );
  });
}

/** Nothing where a host that goes is lost already: the others find out by themselves. */
async function leavingOf(
  { progress }: Context,
  operator: Operator,
  { host: name, address, isRemoved, services }: Departure,
): Promise<Leaving[]> {
  const host = { name, managementAddress: address };
  try {
    await operator.on(host, 'stop_units.py', []);
    return [{ host, services }];
  } catch (error) {
    const why = (error as Error).message;
    const names = services.map((service) => service.name).join(', ');
    if (!isRemoved)
      throw new StandError(
        `nothing was changed: ${names} cannot leave ${name}, which does not answer: ${why}; start it, or remove the whole host`,
      );
    progress.warn(`${name} does not answer, and is removed as it is: ${why}`);
    return [];
  }
}
