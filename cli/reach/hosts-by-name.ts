import { exitCodes, StandError } from '../../controller/errors';
import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';

/** Finds the hosts that a command line names. @throws StandError with the names that are not hosts */
export function hostsByName({ hosts }: Stand, names: readonly string[]): Host[] {
  const known = hosts.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const message = `host must be one of ${known.join(', ')}; got '${unknown.join("', '")}'`;
    throw new StandError(message, exitCodes.invalid);
  }
  return hosts.filter(({ name }) => names.includes(name));
}

/** @throws StandError with the hosts that are still described: the next `up` would create them again */
export function requireUndescribed({ hosts }: Stand, names: readonly string[]): void {
  const described = names.filter((name) => hosts.some((host) => host.name === name));
  if (described.length === 0) return;
  throw new StandError(
    `host to remove must no longer be described in stand.config.ts; got '${described.join("', '")}'; delete it there first, or replace it: ./stand up --replace ${described.join(' ')}`,
    exitCodes.invalid,
  );
}

/**
 * @param known names of the hosts in the engine's state, described or not
 * @throws StandError with the names that are not among them
 */
export function requireInState(known: readonly string[], names: readonly string[]): void {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new StandError(
    `host must be in the engine's state${known.length > 0 ? ` (${[...new Set(known)].join(', ')})` : ''}; got '${unknown.join("', '")}'; nothing was changed`,
    exitCodes.invalid,
  );
}
