import { exitCodes, StandError } from '../../controller/errors';
import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';

/** Hosts by their names, as a command line gives them. @throws StandError with those that are none */
export function hostsNamed({ hosts }: Stand, names: readonly string[]): Host[] {
  const known = hosts.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const message = `no host '${unknown.join("', '")}'; choose from ${known.join(', ')}`;
    throw new StandError(message, exitCodes.invalid);
  }
  return hosts.filter(({ name }) => names.includes(name));
}

/** @throws StandError with the hosts that are described, and so would come back with the next `up` */
export function requireUndescribed({ hosts }: Stand, names: readonly string[]): void {
  const described = names.filter((name) => hosts.some((host) => host.name === name));
  if (described.length === 0) return;
  throw new StandError(
    `'${described.join("', '")}' is described in stand.config.ts; take it out there first, or make it anew with --replace`,
    exitCodes.invalid,
  );
}

/**
 * @param known names of the hosts that were made, of which some may be described no more
 * @throws StandError with those that are not among them
 */
export function requireKnown(known: readonly string[], names: readonly string[]): void {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new StandError(
    `nothing was changed: the engine's state knows no host '${unknown.join("', '")}'`,
    exitCodes.invalid,
  );
}
