import { exitCodes, StandError } from '../../controller/errors';
import type { Paths } from '../../controller/paths';
import type { Stand } from '../../model/stand';
import type { Context } from '../context';
import { aimOf, commandOf, readChange } from '../release/release-change';
import { VolumeCopies } from '../release/volume-copies';

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

/**
 * The same where another checkout made the change: what that has written down is not here, but its copies are in
 * the pools of virtual machines. Until `--back` is done there is one of the release of before.
 */
export async function requireOwnRelease(
  context: Pick<Context, 'paths' | 'place'>,
  stand: Stand,
): Promise<void> {
  const { codename } = stand.release;
  if (stand.hypervisor === 'lxc' || readChange(context.paths)) return;
  const copies = await new VolumeCopies(context, stand).found(codename);
  if (copies.length === 0) return;
  throw wrong(
    `the stand was given another release than ${codename}, which stand.config.ts says, or is on its way: there is ${copies.join(', ')}`,
    'describe the release that it has now; where the change was begun, ./stand upgrade release goes on with it, and --back goes back',
  );
}

function wrong(what: string, remedy: string): StandError {
  return new StandError(`nothing was changed: ${what};\n${remedy}`, exitCodes.invalid);
}
