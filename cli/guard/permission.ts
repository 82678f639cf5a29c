import { exitCodes, StandError } from '../../controller/errors';
import type { Plan } from '../engine/plan';
import { hostChanges, restartedMachines } from './host-changes';

/** What the user allows besides: names of hosts by what a plan may do to them, and which checkouts may deploy. */
export interface Permission {
  readonly replace: readonly string[];
  readonly remove: readonly string[];
  readonly restart: readonly string[];
  readonly checkouts: readonly Checkout[];
}

/** `older` than the one that deployed last; `dirty`, with changes that are not committed. */
export type Checkout = 'older' | 'dirty';

export const nothing: Permission = { replace: [], remove: [], restart: [], checkouts: [] };

const actions = ['replace', 'remove', 'restart'] as const;
const checkouts: readonly Checkout[] = ['older', 'dirty'];

/**
 * Reads what a command line allows.
 * @param words such as `replace:psql1server` or `older`
 * @throws StandError with the first one that is not such
 */
export function permissionOf(words: readonly string[]): Permission {
  const isCheckout = (word: string) => checkouts.includes(word as Checkout);
  const parsed = words
    .filter((word) => !isCheckout(word))
    .map((word) => {
      const [, action, host] = /^(replace|remove|restart):([a-z0-9-]+)$/.exec(word) ?? [];
      if (action && host) return { action, host };
      const known = [...actions.map((name) => `${name}:HOST`), ...checkouts];
      const must = `--allow must be ${known.join(', ')}`;
      throw new StandError(`${must}; got '${word}'; nothing was changed`, exitCodes.invalid);
    });
  const named = (wanted: string) =>
    parsed.filter(({ action }) => action === wanted).map(({ host }) => host);
  return {
    ...{ replace: named('replace'), remove: named('remove'), restart: named('restart') },
    checkouts: checkouts.filter((name) => words.includes(name)),
  };
}

/** @throws StandError where something is allowed that the plan does not do */
export function requireInPlan(plan: Plan, allowed: Permission): void {
  const done = [
    ...hostChanges(plan).map(({ action, host }) =>
      action === 'create' ? `replace:${host}` : `${action}:${host}`,
    ),
    ...restartedMachines(plan).map((host) => `restart:${host}`),
  ];
  const words = actions.flatMap((action) => allowed[action].map((host) => `${action}:${host}`));
  const idle = words.filter((word) => !done.includes(word));
  if (idle.length === 0) return;
  const what = `--allow names what this plan does not do: ${idle.join(', ')}`;
  const needs = done.length > 0 ? `it does ${done.join(', ')}` : 'it does nothing of the kind';
  throw new StandError(`nothing was changed: ${what}; ${needs}`, exitCodes.invalid);
}
