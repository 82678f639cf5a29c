import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether `file` exists and is executable. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The programs of that name on PATH, in order. npm's folders are left out: a program there is a
 * launcher, of this checkout or of another.
 */
export function programsOnPath(name: string, path = process.env.PATH ?? ''): string[] {
  return path
    .split(delimiter)
    .filter((folder) => folder.startsWith('/') && !folder.endsWith('node_modules/.bin'))
    .map((folder) => join(folder, name))
    .filter(isExecutable);
}
