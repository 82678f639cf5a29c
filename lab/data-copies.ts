import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Paths } from '../controller/paths';
import { releases } from '../model/description/releases';

type Places = Pick<Paths, 'data'>;

/**
 * Copies of all that the services of a stand keep. No host may use that while it is copied or put back. What was
 * cut short goes on, or begins anew, when it is asked for again.
 */
export interface DataCopies {
  /** Where a copy lies, in words. */
  where(name: string): string;
  /** What is gone of a whole copy, in words. */
  missing(name: string): Promise<readonly string[]>;
  /** The room that it takes to make a copy, or to put one back, wherever data lies. */
  rooms(purpose: 'make' | 'put back'): Promise<readonly Room[]>;
  /** Makes a copy; a whole one is left as it is. @throws StandError when it cannot be made */
  make(name: string): Promise<void>;
  /** Sets aside, under another name, what is kept, and puts a copy in its place. */
  putBack(name: string, aside: string): Promise<void>;
  /** Removes what is there of a copy that is not whole, or was put back. */
  removeHalf(name: string): Promise<void>;
  /** Removes all copies, and what is written down of them. */
  removeAll(): Promise<void>;
}

export interface Room {
  readonly where: string;
  /** MiB that it takes. */
  readonly needed: number;
  /** MiB that are free. */
  readonly free: number;
}

/** Lies among the folders of hosts, on their file system and with their owner; no host has such a name. */
export const copiesFolder = '.copies';

/** Where what is written down of copies is, and those of containers are themselves. */
export function copiesIn({ data }: Places): string {
  return join(data, copiesFolder);
}

/** Whether there is a whole copy of that name: it has an entry from then on. */
export function hasCopy(places: Places, name: string): boolean {
  return existsSync(join(copiesIn(places), name));
}

/** Names of the whole copies. */
export function copyNames(places: Places): string[] {
  if (!existsSync(copiesIn(places))) return [];
  return readdirSync(copiesIn(places)).filter((entry) => isCopyName(entry));
}

/** Whether it names a copy: by a release, and where it was set aside by the time too. */
export function isCopyName(text: string): boolean {
  const [, codename = ''] = /^([a-z]+)(?:-[\dTZ-]+)?$/.exec(text) ?? [];
  return Object.keys(releases).includes(codename);
}
