import { exitCodes, StandError } from '../../controller/errors';
import type { Paths } from '../../controller/paths';
import type { Stand } from '../../model/stand';
import type { Context } from '../context';
import { containerReleases } from '../release/deployed-release';
import { aimOf, commandOf, halfDoneText, readChange } from '../release/release-change';
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
  const half = halfDoneText(change);
  if (half) throw refused(half);
  const { from, direction, begun } = change;
  if (codename === aimOf(change)) return;
  const isBack = direction === 'forth' && codename === from;
  throw wrong(
    `the stand is of ${aimOf(change)} since ${begun}, but stand.config.ts says ${codename}`,
    `run ${commandOf({ direction: isBack ? 'back' : 'forth' })}, or undo the change in stand.config.ts`,
  );
}

/**
 * Containers of another release than is described would all be made anew, by an image that takes minutes to make.
 * @param named hosts that may be made anew
 */
export function requireSameRelease(
  { lab }: Pick<Paths, 'lab'>,
  { hypervisor, release: { codename } }: Stand,
  named: readonly string[],
): void {
  if (hypervisor !== 'lxc' || named.length > 0) return;
  const others = containerReleases(lab).filter((release) => release !== codename);
  if (others.length === 0) return;
  throw wrong(
    `hosts are of ${[...new Set(others)].join(', ')}, but stand.config.ts says ${codename}`,
    'all would be made anew: ./stand upgrade release does that, and --check says first what it takes',
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
  return refused(`${what};\n${remedy}`);
}

function refused(why: string): StandError {
  return new StandError(`nothing was changed: ${why}`, exitCodes.invalid);
}
