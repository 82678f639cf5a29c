import { exitCodes, StandError } from '../../controller/errors';
import type { Stand } from '../../model/stand';
import { type Departure, departures } from '../changes/departures';
import type { Context } from '../context';
import { changesOutputs, type Plan, sizeOf } from '../engine/plan';
import { existingHosts } from './existing-hosts';
import type { HalfDone } from './half-done';
import { type HostChange, hostChanges, type Redefinition, redefinitions } from './host-changes';
import { type ExistingHosts, judge, refusalText } from './host-guard';
import { type Permission, requireInPlan } from './permission';
import { type FormerPublication, formerPublications } from './publications';
import { refuseTogether } from './together';

export interface GuardedPlan {
  /** What the plan does to hosts. */
  readonly changes: readonly HostChange[];
  /** Names of hosts that are made anew, and can hand over what they do before. */
  readonly replaced: readonly string[];
  /** What is changed in place, of hosts that stay. */
  readonly redefined: readonly Redefinition[];
  /** What leaves hosts before the plan is applied. */
  readonly leaving: readonly Departure[];
  /** What is forwarded, and not described any more. */
  readonly formerPublications: readonly FormerPublication[];
  /** How many resources it changes, hosts or not. */
  readonly size: number;
  /** Whether it writes into the state who deployed last. */
  readonly records: boolean;
}

/**
 * Makes a plan that destroys no host unless the user asked for it.
 * @param asked hosts that the user wants to be made anew
 * @param allowed what the user allows besides
 * @param unfinished what a killed run left half done: it may be lost, and is replaced too
 * @param again addresses of other resources to replace
 * @param show tells what the plan does, before it is judged
 * @throws StandError that says what would be lost
 */
export async function guardedPlan(
  { engine, paths }: Pick<Context, 'engine' | 'paths'>,
  stand: Stand,
  asked: readonly string[],
  allowed: Permission,
  unfinished: HalfDone,
  again: readonly string[],
  show: (plan: Plan, existing: ExistingHosts) => void,
): Promise<GuardedPlan> {
  const plan = await engine.plan([...unfinished.addresses, ...again]);
  const existing = await existingHosts(plan, paths, engine.libvirts());
  const leaving = departures(plan, stand);
  show(plan, existing);
  try {
    requireInPlan(plan, allowed);
    refuseTogether(plan, stand, leaving, unfinished.hosts);
    const replace = [...asked, ...allowed.replace, ...unfinished.hosts];
    const refusal = judge(plan, { ...allowed, replace }, existing, { keepsData: true });
    if (refusal) throw new StandError(refusalText(refusal), exitCodes.invalid);
  } catch (error) {
    engine.dropPlan();
    throw error;
  }
  const changes = hostChanges(plan);
  const isWhole = (change: HostChange) =>
    !change.failed && !unfinished.hosts.includes(change.host) && existing.exists(change);
  const touched = changes.map(({ host }) => host);
  return {
    redefined: redefinitions(plan).filter(({ host }) => !touched.includes(host)),
    ...{ changes, leaving, size: sizeOf(plan), records: changesOutputs(plan) },
    formerPublications: formerPublications(plan),
    replaced: changes
      .filter((change) => change.action === 'replace' && isWhole(change))
      .map(({ host }) => host),
  };
}
