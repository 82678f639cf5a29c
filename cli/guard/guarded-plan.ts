import { exitCodes, StandError } from '../../controller/errors';
import type { Context } from '../context';
import { sizeOf } from '../engine/plan';
import { existingHosts } from './existing-hosts';
import type { HalfDone } from './half-done';
import { type HostChange, hostChanges } from './host-changes';
import { judge, type Permission, refusalText } from './host-guard';

export interface GuardedPlan {
  /** What the plan does to hosts. */
  readonly changes: readonly HostChange[];
  /** How many resources it changes, hosts or not. */
  readonly size: number;
}

/**
 * Makes a plan that destroys no host unless the user asked for it.
 * @param named hosts that the user named
 * @param unfinished what a killed run left half done: it may be lost, and is replaced too
 * @param again addresses of other resources to replace
 * @throws StandError that says what would be lost
 */
export async function guardedPlan(
  { engine, paths }: Pick<Context, 'engine' | 'paths'>,
  named: Permission,
  unfinished: HalfDone,
  again: readonly string[],
): Promise<GuardedPlan> {
  const plan = await engine.plan([...unfinished.addresses, ...again]);
  const existing = await existingHosts(plan, paths, engine.libvirts());
  const permission = { ...named, replace: [...named.replace, ...unfinished.hosts] };
  const refusal = judge(plan, permission, existing, { keepsData: true });
  if (!refusal) return { changes: hostChanges(plan), size: sizeOf(plan) };
  engine.dropPlan();
  throw new StandError(refusalText(refusal), exitCodes.invalid);
}
