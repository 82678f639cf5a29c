import { hasCopy } from '../../lab/data-copies';
import { claimDataFolder } from '../../lab/data-folder';
import { releases } from '../../model/description/releases';
import type { Stand } from '../../model/stand';
import { backupKinds, makeBackups } from '../../operations/backup';
import { findingsText } from '../../operations/finding';
import type { Context } from '../context';
import { operate } from '../operations';
import { hasConsent, prepare } from '../prepare';
import { complete, confirmChange, type ReleaseOptions, requireAll, wrong } from './complete';
import { copiesOf } from './copies-of';
import { deployedReleases } from './deployed-release';
import { readiness } from './readiness';
import { noteChange, type ReleaseChange, readChange } from './release-change';

/** Which release a stand has, and which it is to get. */
type Step = Pick<ReleaseChange, 'from' | 'to'>;

/** Gives all hosts the described release; they keep their data, and so does a copy of it. */
export async function upgradeForth(
  context: Context,
  described: Stand,
  options: ReleaseOptions,
): Promise<void> {
  const { paths, progress } = context;
  const begun = readChange(paths);
  const step = await stepOf(context, described, begun);
  if (step === undefined) {
    progress.done(`the stand has ${described.release.codename} already; nothing was changed`);
    return;
  }
  for (const line of forthLines(described, step)) progress.line(line);
  if (begun && !begun.isDone) {
    progress.line(`it was begun at ${begun.begun}, and goes on`);
    await confirmChange(described, options);
    await take(context, described, begun, options);
    return;
  }
  requireAll(await progress.phase('see that it can be done', () => readiness(context, described)));
  await confirmChange(described, options);
  // All that takes long and can be done while the hosts serve.
  await prepare(context, described, hasConsent(options));
  const backups = await progress.phase('back up everything', () =>
    operate(context, ({ stand, operator }) => makeBackups(stand, operator, backupKinds, true)),
  );
  requireAll(backups);
  progress.line(findingsText(backups).trimEnd());
  const change: ReleaseChange = {
    ...step,
    postgresql: described.postgresql.version,
    direction: 'forth',
    begun: new Date().toISOString(),
    isDone: false,
  };
  // Where no lab has done so: what is known of copies lies in that folder.
  claimDataFolder(paths);
  noteChange(paths, change);
  await take(context, described, change, options);
}

function take(
  context: Context,
  described: Stand,
  change: ReleaseChange,
  options: ReleaseOptions,
): Promise<void> {
  const copies = copiesOf(context, described);
  const where = copies.where(change.from);
  return complete(context, described, change, options, {
    isMoved: hasCopy(context.paths, change.from),
    what: `copy the data to ${where}`,
    move: () => copies.make(change.from),
    afterwards: [
      `the data of before is kept in ${where}:`,
      `  ./stand upgrade release --back    with release: '${change.from}' in stand.config.ts, takes it into use again`,
      '  ./stand upgrade release --finish  removes it',
    ],
  });
}

/** @returns undefined where there is nothing to do @throws StandError where there is no way from what is deployed to what is described */
export async function stepOf(
  context: Pick<Context, 'paths' | 'place'>,
  described: Stand,
  change: ReleaseChange | undefined,
): Promise<Step | undefined> {
  const { release } = described;
  const to = release.codename;
  if (change && !change.isDone) {
    if (change.direction === 'back')
      throw wrong(`the way back to ${change.from} is half done; go on with --back`);
    if (change.to === to) return change;
    throw wrong(
      `the change from ${change.from} to ${change.to} is half done; describe release: '${change.to}' in stand.config.ts to go on, or go back with --back`,
    );
  }
  const deployed = await deployedReleases(context, described);
  if (deployed.length === 0)
    throw wrong(
      'the stand is not up; ./stand up starts it, with the release in stand.config.ts that it had',
    );
  const [from, ...others] = deployed as ReleaseChange['from'][];
  if (from === undefined || others.length > 0)
    throw wrong(`hosts are of more than one release: ${deployed.join(', ')}`);
  if (from === to) return undefined;
  if (releases[from].number > release.number)
    throw wrong(
      `${to} is older than ${from}, and cannot read what its services have written; a way back is there after an upgrade: ./stand upgrade release --back`,
    );
  if (hasCopy(context.paths, from))
    throw wrong(
      `there is a copy of ${from} of an earlier upgrade; remove it: ./stand upgrade release --finish`,
    );
  return { from, to };
}

/** What an administrator must know before. */
export function forthLines({ hosts }: Stand, { from, to }: Step): string[] {
  return [
    `${from} → ${to}: ${hosts.length} hosts are made anew, all at once, from the image of ${to}; all users are cut off meanwhile`,
    'what services keep stays, and a copy of it is kept aside; logs, and what else lies on the hosts themselves, are lost',
  ];
}
