import { exitCodes } from '../../controller/errors';
import { copyNames, hasCopy } from '../../lab/data-copies';
import type { Stand } from '../../model/stand';
import type { Context } from '../context';
import { hasConsent, prepare } from '../prepare';
import { requireRunning } from '../reach/place';
import { complete, confirmChange, type ReleaseOptions, requireAll, wrong } from './complete';
import { copiesOf } from './copies-of';
import {
  asideOf,
  halfDoneText,
  noteChange,
  type ReleaseChange,
  readChange,
} from './release-change';
import { roomFinding } from './room';

/** Gives all hosts the release of before, with the data of before. What is there now is kept aside. */
export async function goBack(
  context: Context,
  described: Stand,
  options: ReleaseOptions,
): Promise<void> {
  const { paths, progress } = context;
  const begun = readChange(paths);
  const change = wayBack(begun, described);
  const copies = copiesOf(context, described);
  const isDeployed = begun?.direction === 'forth' && begun.isDone;
  // Where a copy was never made whole, nothing has changed the data since.
  const hasMoved = !isDeployed && !hasCopy(paths, change.from);
  const gone = hasMoved ? [] : await copies.missing(change.from);
  if (gone.length > 0) throw wrong(`the copy of ${change.from} is gone: ${gone.join(', ')}`);
  if (begun?.direction === 'forth' && !hasMoved)
    requireAll([await roomFinding(copies.rooms('put back'))]);
  const aside = copies.where(asideOf(change));
  for (const line of backLines(described, change, aside)) progress.line(line);
  await confirmChange(described, options);
  await prepare(context, described, hasConsent(options));
  noteChange(paths, change);
  if (hasMoved) await copies.removeHalf(change.from);
  await complete(context, described, change, options, {
    isMoved: hasMoved,
    what: `put back the data of ${change.from}`,
    move: () => copies.putBack(change.from, asideOf(change)),
    afterwards: [`what was kept by ${change.to} lies in ${aside};`, finishText],
  });
}

const finishText = 'to remove it: ./stand upgrade release --finish';

/** @returns the way back, begun now or before @throws StandError where there is none */
export function wayBack(
  change: ReleaseChange | undefined,
  { release, postgresql }: Stand,
): ReleaseChange {
  if (change === undefined || (change.direction === 'back' && change.isDone))
    throw wrong('there is no upgrade to go back from');
  if (release.codename !== change.from)
    throw wrong(
      `the way back is to ${change.from}; describe release: '${change.from}' in stand.config.ts first`,
    );
  if (postgresql.version !== change.postgresql)
    throw wrong(
      `the databases of before are of PostgreSQL ${change.postgresql}; set postgresqlVersion in stand.config.ts to that first`,
    );
  if (change.direction === 'back') return change;
  return { ...change, direction: 'back', begun: new Date().toISOString(), isDone: false };
}

function backLines({ hosts }: Stand, { from, to }: ReleaseChange, aside: string): string[] {
  return [
    `${to} → ${from}: ${hosts.length} hosts are made anew, all at once, from the image of ${from}; all users are cut off meanwhile`,
    `services get the data of before the upgrade; what was written since is put aside, in ${aside}, and nobody sees it any more`,
  ];
}

/** Removes what upgrades and ways back have put aside. */
export async function finish(
  context: Context,
  described: Stand,
  options: ReleaseOptions,
): Promise<void> {
  const { paths, progress, place } = context;
  const change = readChange(paths);
  if (change === undefined) {
    progress.done('nothing is kept aside; nothing was changed');
    return;
  }
  const half = halfDoneText(change);
  if (half) throw wrong(half);
  // Volumes are removed by the lab's libvirt.
  if (described.hypervisor !== 'lxc') await requireRunning(place, exitCodes.invalid);
  const names = copyNames(paths).join(', ');
  progress.line(`what was kept aside is removed: ${names}; no way leads back then`);
  await confirmChange(described, options);
  await copiesOf(context, described).removeAll();
  progress.done('it is removed');
}
