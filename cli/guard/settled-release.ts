import { exitCodes, StandError } from '../../controller/errors';
import type { Paths } from '../../controller/paths';
import type { Stand } from '../../model/stand';
import { aimOf, commandOf, readChange } from '../release/release-change';

/**
 * What services keep belongs to one release: that of the last change, as long as its copies are there.
 * @throws StandError where a change is half done, or another release is described
 */
export function requireSettledRelease(
  paths: Pick<Paths, 'data'>,
  { release: { codename } }: Stand,
): void {
  const change = readChange(paths);
  if (change === undefined) return;
  const { from, to, direction, begun, isDone } = change;
  if (!isDone)
    throw wrong(
      `the change of this stand from ${from} to ${to} was begun at ${begun} and is half done`,
      direction === 'forth'
        ? `go on with ${commandOf(change)}, or go back with ./stand upgrade release --back`
        : `go on with ${commandOf(change)}`,
    );
  if (codename === aimOf(change)) return;
  const isBack = direction === 'forth' && codename === from;
  throw wrong(
    `the stand is of ${aimOf(change)} since ${begun}, but stand.config.ts says ${codename}`,
    `run ${commandOf({ direction: isBack ? 'back' : 'forth' })}, or undo the change in stand.config.ts`,
  );
}

function wrong(what: string, remedy: string): StandError {
  return new StandError(`nothing was changed: ${what};\n${remedy}`, exitCodes.invalid);
}
