import type { Stand } from '../model/stand';
import { Operator } from '../operations/operator';
import { makeReady } from '../operations/rolling/ready';
import type { Context } from './context';
import type { GuardedPlan } from './guard/guarded-plan';
import { letLeave } from './let-leave';
import { phaseOf } from './operations';
import { reachOf } from './reach/reach';

/**
 * Has others do what hosts do that a plan takes away: for good, where they are to do it no longer, or until
 * they are made anew.
 */
export async function relieveHosts(
  context: Context,
  stand: Stand,
  { replaced, leaving }: Pick<GuardedPlan, 'replaced' | 'leaving'>,
): Promise<void> {
  const { progress } = context;
  const hosts = stand.hosts.filter(({ name }) => replaced.includes(name));
  if (hosts.length + leaving.length === 0) return;
  const operator = new Operator(reachOf(context, stand));
  try {
    await letLeave(context, operator, stand, leaving);
    for (const host of hosts) {
      // One that is made anew because it is broken cannot hand over.
      await makeReady(stand, operator, host, phaseOf(context)).catch((error: Error) =>
        progress.warn(`${host.name} is replaced as it is: ${error.message}`),
      );
    }
  } finally {
    operator.close();
  }
}
