import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, StandError } from '../controller/errors';
import type { Paths } from '../controller/paths';
import { capture, wasInterrupted } from '../controller/process';
import { keptFolders } from './data-folder';

type Places = Pick<Paths, 'data'>;

/** Lies among the folders of hosts, on their file system and with their owner; no host has such a name. */
const copiesFolder = '.copies';

/** Where copies of what containers keep are, and what is written down of them. */
export function copiesIn({ data }: Places): string {
  return join(data, copiesFolder);
}

/** Whether there is a whole copy of that name. */
export function hasCopy(places: Places, name: string): boolean {
  return existsSync(join(copiesIn(places), name));
}

/**
 * Copies all that containers keep; their lab must be down. A copy that is there is left as it is, one that was
 * cut short is made again.
 * @throws StandError when it cannot be made
 */
export async function copyData(places: Places, name: string): Promise<void> {
  if (hasCopy(places, name)) return;
  const copy = join(copiesIn(places), name);
  const half = halfOf(copy);
  removeHalfCopy(places, name);
  mkdirSync(half, { recursive: true, mode: 0o755 });
  const folders = hostFolders(places).map((folder) => join(places.data, folder));
  await succeed('cp', '--archive', '--reflink=auto', '--', ...folders, half);
  await succeed('sync', '--file-system', half);
  renameSync(half, copy);
}

/**
 * Sets aside, under another name, what containers keep, and puts a copy in its place; their lab must be down.
 * It only moves, so that when it was cut short it goes on.
 */
export function putBack(places: Places, name: string, aside: string): void {
  const { data } = places;
  const copy = join(copiesIn(places), name);
  const present = join(copiesIn(places), aside);
  if (!existsSync(present)) {
    mkdirSync(halfOf(present), { recursive: true, mode: 0o755 });
    move(hostFolders(places), data, halfOf(present));
    renameSync(halfOf(present), present);
  }
  move(readdirSync(copy), copy, data);
  rmdirSync(copy);
}

/** Removes what is there of a copy that was cut short. */
export function removeHalfCopy(places: Places, name: string): void {
  rmSync(halfOf(join(copiesIn(places), name)), { recursive: true, force: true });
}

/** Removes all copies, and what is written down of them. */
export function removeCopies(places: Places): void {
  rmSync(copiesIn(places), { recursive: true, force: true });
}

/** MiB that what containers keep takes on the disk; they may run. */
export async function sizeOfData(places: Places): Promise<number> {
  const folders = hostFolders(places).map((folder) => join(places.data, folder));
  // It fails where a file goes while it looks.
  const { lines } = await capture('du', ['--summarize', '--total', '--block-size=1M', ...folders]);
  return Number.parseInt(lines.at(-1) ?? '0', 10);
}

function hostFolders(places: Places): string[] {
  return keptFolders(places).filter((folder) => folder !== copiesFolder);
}

function move(names: readonly string[], from: string, to: string): void {
  for (const name of names) renameSync(join(from, name), join(to, name));
}

function halfOf(copy: string): string {
  return `${copy}.new`;
}

async function succeed(program: string, ...args: readonly string[]): Promise<void> {
  const { code, output } = await capture(program, args);
  if (code === 0) return;
  const isInterrupted = wasInterrupted();
  const why = isInterrupted ? 'interrupted' : output.slice(-5).join('\n');
  throw new StandError(
    `the data of the services was not copied: ${why}`,
    isInterrupted ? exitCodes.interrupted : exitCodes.failed,
  );
}
