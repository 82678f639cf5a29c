import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Paths } from '../../controller/paths';
import { copiesIn } from '../../lab/data-copies';
import type { Release } from '../../model/description/releases';
import { writeStamp } from '../../toolchain/stamp';

/** A change of a whole stand's release whose hosts were taken down; it is written down beside the copies of data. */
export interface ReleaseChange {
  /** The release that the stand had before, and the name of the copy of what was kept then. */
  readonly from: Release['codename'];
  readonly to: Release['codename'];
  /** Major version of PostgreSQL that the copied databases are of. */
  readonly postgresql: number;
  /** `back` where the way back was begun, whatever had become of the way there. */
  readonly direction: 'forth' | 'back';
  /** When the hosts were about to be taken down, as RFC 3339. */
  readonly begun: string;
  readonly isDone: boolean;
}

type Places = Pick<Paths, 'data'>;

/** The last one; undefined where there was none, or all copies were removed since. */
export function readChange(places: Places): ReleaseChange | undefined {
  const file = fileIn(places);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Writes it down, whole or not at all. */
export function noteChange(places: Places, change: ReleaseChange): void {
  mkdirSync(copiesIn(places), { recursive: true, mode: 0o755 });
  writeStamp(fileIn(places), `${JSON.stringify(change, null, 2)}\n`);
}

/** The release that the stand has once the change is done. */
export function aimOf({ direction, from, to }: ReleaseChange): Release['codename'] {
  return direction === 'forth' ? to : from;
}

/** Name of the copy to which the way back moves what is kept when it begins. */
export function asideOf({ to, begun }: ReleaseChange): string {
  return `${to}-${begun.replace(/\.\d+Z$/, 'Z').replaceAll(':', '-')}`;
}

/** The command that does it, and goes on with it. */
export function commandOf({ direction }: Pick<ReleaseChange, 'direction'>): string {
  return `./stand upgrade release${direction === 'back' ? ' --back' : ''}`;
}

/** What is half done, and the ways on; undefined where nothing is. */
export function halfDoneText(change: ReleaseChange | undefined): string | undefined {
  if (change === undefined || change.isDone) return undefined;
  const { from, to, direction, begun } = change;
  const [forth, back] = [commandOf({ direction: 'forth' }), commandOf({ direction: 'back' })];
  const on =
    direction === 'forth'
      ? `with release: '${to}' in stand.config.ts go on by ${forth}; with '${from}' go back by ${back}`
      : `with release: '${from}' in stand.config.ts go on by ${back}`;
  return `the change of this stand from ${from} to ${to} was begun at ${begun} and is half done;\n${on}`;
}

function fileIn(places: Places): string {
  return join(copiesIn(places), 'change.json');
}
