import { exitCodes, StandError } from '../../controller/errors';
import { loadConfig } from '../../synth/load-config';
import { synth } from '../../synth/synth';
import type { Context } from '../context';
import type { Plan } from '../engine/plan';
import type { HalfDone } from './half-done';
import { type HostChange, hostChanges } from './host-changes';
import { judge, type Permission, type Refusal, refusalText } from './host-guard';
import { presenceOf } from './presence';

export interface GuardedPlan {
  /** What it changes about hosts. */
  readonly changes: readonly HostChange[];
  /** Hosts that are kept as they are although they are described otherwise. */
  readonly held: readonly string[];
}

/**
 * Plans what the stand needs, without a host's loss that nobody asked for. Where some hosts were named,
 * the others that would be made anew for their size are held as they are, so that one can follow another.
 * @param named hosts that a person named
 * @param unmade what may be lost and is made anew besides
 * @param again addresses of other resources to be made anew
 * @param held names of hosts that are held already
 * @throws StandError that says what would be lost
 */
export async function guardedPlan(
  context: Context,
  named: Permission,
  unmade: HalfDone,
  again: readonly string[],
  held: readonly string[] = [],
): Promise<GuardedPlan> {
  const { engine, paths } = context;
  const permission = { ...named, replace: [...named.replace, ...unmade.hosts] };
  const judged = async (held: readonly string[]): Promise<[Plan, Refusal | undefined]> => {
    const plan = await engine.plan([...unmade.addresses, ...again]);
    const presence = await presenceOf(plan, paths, engine.libvirts());
    return [plan, judge(plan, permission, presence, { held, keepsData: true })];
  };
  const [plan, refusal] = await judged(held);
  if (!refusal) return { changes: hostChanges(plan), held };
  const isNamed = named.replace.length + named.remove.length > 0;
  if (!isNamed || refusal.hosts.length === 0 || !refusal.hosts.every(({ isResized }) => isResized))
    throw refuse(context, refusal);
  const more = [...held, ...refusal.hosts.map(({ host }) => host)];
  synth(loadConfig(), paths, { held: more });
  const [smaller, still] = await judged(more);
  if (still) throw refuse(context, still);
  return { changes: hostChanges(smaller), held: more };
}

function refuse({ engine }: Context, refusal: Refusal): StandError {
  engine.dropPlan();
  return new StandError(refusalText(refusal), exitCodes.invalid);
}
