import { exitCodes, StandError } from '../../controller/errors';
import { loadConfig } from '../../synth/load-config';
import { synth } from '../../synth/synth';
import type { Context } from '../context';
import { type Plan, sizeOf } from '../engine/plan';
import { existingHosts } from './existing-hosts';
import type { HalfDone } from './half-done';
import { type HostChange, hostChanges } from './host-changes';
import { judge, type Permission, type Refusal, refusalText } from './host-guard';

export interface GuardedPlan {
  /** What the plan does to hosts. */
  readonly changes: readonly HostChange[];
  /** How many resources it changes, hosts or not. */
  readonly size: number;
  /** Hosts that are kept as they are although the description differs. */
  readonly held: readonly string[];
}

/**
 * Makes a plan that destroys no host unless the user asked for it. Where the user named some hosts, others
 * that would be replaced only for their size are kept as they are, so that hosts can be replaced one by one.
 * @param named hosts that the user named
 * @param unfinished what a killed run left half done: it may be lost, and is replaced too
 * @param again addresses of other resources to replace
 * @param held names of hosts that are kept as they are already
 * @throws StandError that says what would be lost
 */
export async function guardedPlan(
  context: Context,
  named: Permission,
  unfinished: HalfDone,
  again: readonly string[],
  held: readonly string[] = [],
): Promise<GuardedPlan> {
  const { engine, paths } = context;
  const permission = { ...named, replace: [...named.replace, ...unfinished.hosts] };
  const judged = async (held: readonly string[]): Promise<[Plan, Refusal | undefined]> => {
    const plan = await engine.plan([...unfinished.addresses, ...again]);
    const existing = await existingHosts(plan, paths, engine.libvirts());
    return [plan, judge(plan, permission, existing, { held, keepsData: true })];
  };
  const [plan, refusal] = await judged(held);
  if (!refusal) return { changes: hostChanges(plan), size: sizeOf(plan), held };
  const isNamed = named.replace.length + named.remove.length > 0;
  if (!isNamed || refusal.hosts.length === 0 || !refusal.hosts.every(({ isResized }) => isResized))
    throw refuse(context, refusal);
  const more = [...held, ...refusal.hosts.map(({ host }) => host)];
  synth(loadConfig(), paths, { held: more });
  const [smaller, still] = await judged(more);
  if (still) throw refuse(context, still);
  return { changes: hostChanges(smaller), size: sizeOf(smaller), held: more };
}

function refuse({ engine }: Context, refusal: Refusal): StandError {
  engine.dropPlan();
  return new StandError(refusalText(refusal), exitCodes.invalid);
}
