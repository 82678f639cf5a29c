import { exitCodes, StandError } from '../../controller/errors';
import type { Plan } from '../engine/plan';
import { hostChanges, restartedMachines } from './host-changes';

/** What a plan may do to hosts, since the user said so: names of hosts by what is done to them. */
export interface Permission {
  readonly replace: readonly string[];
  readonly remove: readonly string[];
  readonly restart: readonly string[];
}

export const nothing: Permission = { replace: [], remove: [], restart: [] };

const actions = ['replace', 'remove', 'restart'] as const;

/**
 * Reads what a command line allows.
 * @param words such as `replace:psql1server`
 * @throws StandError with the first one that is not such
 */
export function permissionOf(words: readonly string[]): Permission {
  const parsed = words.map((word) => {
    const [, action, host] = /^(replace|remove|restart):([a-z0-9-]+)$/.exec(word) ?? [];
    if (action && host) return { action, host };
    const must = `--allow must be ${actions.map((name) => `${name}:HOST`).join(', ')}`;
    throw new StandError(`${must}; got '${word}'; nothing was changed`, exitCodes.invalid);
  });
  const named = (wanted: string) =>
    parsed.filter(({ action }) => action === wanted).map(({ host }) => host);
  return { replace: named('replace'), remove: named('remove'), restart: named('restart') };
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
