import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether `file` is there and may be run. */
export function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The programs of that name on PATH, first found first. Folders of npm's own are left out: a
 * program there is a launcher, this checkout's or another's.
 */
export function onPath(name: string, path = process.env.PATH ?? ''): string[] {
  return path
    .split(delimiter)
    .filter((folder) => folder.startsWith('/') && !folder.endsWith('node_modules/.bin'))
    .map((folder) => join(folder, name))
    .filter(executable);
}
