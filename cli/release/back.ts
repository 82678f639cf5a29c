import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { copiesIn, hasCopy, putBack, removeCopies, removeHalfCopy } from '../../lab/data-copies';
import type { Stand } from '../../model/stand';
import type { Context } from '../context';
import { requireFittingDatabases } from '../guard/kept-databases';
import { hasConsent, prepare } from '../prepare';
import { complete, confirmChange, type ReleaseOptions, wrong } from './complete';
import { aimOf, asideOf, noteChange, type ReleaseChange, readChange } from './release-change';

/** Gives all hosts the release of before, with the data of before. What is there now is kept aside. */
export async function goBack(
  context: Context,
  described: Stand,
  options: ReleaseOptions,
): Promise<void> {
  const { paths, progress } = context;
  const begun = readChange(paths);
  const change = wayBack(begun, described);
  if (begun?.direction === 'forth' && begun.isDone && !hasCopy(paths, change.from))
    throw wrong(`the copy of ${change.from} is gone from ${copiesIn(paths)}`);
  const copy = join(copiesIn(paths), change.from);
  const aside = join(copiesIn(paths), asideOf(change));
  // Where a copy was never made whole, nothing has changed the data since.
  const hasMoved = !hasCopy(paths, change.from);
  if (!hasMoved) requireFittingDatabases({ data: copy }, described);
  for (const line of backLines(described, change, aside)) progress.line(line);
  await confirmChange(described, options);
  await prepare(context, described, hasConsent(options));
  noteChange(paths, change);
  removeHalfCopy(paths, change.from);
  await complete(context, described, change, options, {
    isMoved: hasMoved,
    what: `put back the data of ${change.from}`,
    move: async () => putBack(paths, change.from, asideOf(change)),
    afterwards: [`what was kept by ${change.to} lies in ${aside};`, finishText],
  });
}

const finishText = 'to remove it: ./stand upgrade release --finish';

/** @returns the way back, begun now or before @throws StandError where there is none */
export function wayBack(change: ReleaseChange | undefined, { release }: Stand): ReleaseChange {
  if (change === undefined || (change.direction === 'back' && change.isDone))
    throw wrong('there is no upgrade to go back from');
  if (release.codename !== change.from)
    throw wrong(
      `the way back is to ${change.from}; describe release: '${change.from}' in stand.config.ts first`,
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
  { paths, progress }: Context,
  described: Stand,
  options: ReleaseOptions,
): Promise<void> {
  const change = readChange(paths);
  if (change === undefined) {
    progress.done('nothing is kept aside; nothing was changed');
    return;
  }
  if (!change.isDone) throw wrong(`the change to ${aimOf(change)} is half done`);
  const names = readdirSync(copiesIn(paths), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  progress.line(`what was kept aside is removed: ${names.join(', ')}; no way leads back then`);
  await confirmChange(described, options);
  removeCopies(paths);
  progress.done('it is removed');
}
