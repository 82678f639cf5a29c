import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, StandError } from '../controller/errors';
import type { Paths } from '../controller/paths';

type Places = Pick<Paths, 'runtime' | 'data' | 'identity'>;

/** Says in the folder whose it is, and with the checkout where the folder is. */
const ownerFile = 'stand';
const placeFile = 'data-folder';

/**
 * Takes the folder of what containers keep into use.
 * @throws StandError where it belongs to another checkout, or this checkout's is another folder
 */
export function claimDataFolder({ runtime, data, identity }: Places): void {
  const place = read(join(runtime, placeFile));
  if (place && place !== data && existsSync(join(place, ownerFile)))
    throw refusal(
      `this stand's data lies in ${place}, but STAND_DATA says ${data}`,
      `set STAND_DATA to ${place}, or run ./stand down there, move the folder, and run this again`,
    );
  const owner = read(join(data, ownerFile));
  // A checkout that was moved took the folder within it along.
  if (owner && owner !== identity && !data.startsWith(`${runtime}/`))
    throw refusal(
      `${data} has the data of another checkout`,
      `set STAND_DATA to another folder; or, if this is that checkout, moved, remove ${join(data, ownerFile)}`,
    );
  if (!owner && existsSync(data) && readdirSync(data).some((name) => !isPart(name)))
    throw refusal(`${data} has files that are no stand's`, 'set STAND_DATA to an empty folder');
  mkdirSync(data, { recursive: true, mode: 0o755 });
  writeFileSync(join(data, ownerFile), `${identity}\n`);
  mkdirSync(runtime, { recursive: true });
  writeFileSync(join(runtime, placeFile), `${data}\n`);
}

/** Whether there is anything that `removeData` would remove. */
export function hasData({ data }: Pick<Paths, 'data'>): boolean {
  if (!existsSync(join(data, ownerFile))) return false;
  const folders = readdirSync(data).filter((name) => !isPart(name));
  return folders.some((name) => readdirSync(join(data, name)).length > 0);
}

/** Removes all that containers kept; their lab must be down. */
export function removeData({ runtime, data }: Places): void {
  // Nobody asked to remove what is no stand's.
  if (existsSync(join(data, ownerFile))) {
    for (const name of readdirSync(data).filter((name) => name !== ownerFile))
      rmSync(join(data, name), { recursive: true });
    rmSync(data, { recursive: true });
  }
  rmSync(join(runtime, placeFile), { force: true });
}

/** Whether a name is one of the folder's own: the rest are folders of hosts, and the one that they share. */
function isPart(name: string): boolean {
  return name === ownerFile || name === 'lock';
}

function read(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function refusal(what: string, remedy: string): StandError {
  return new StandError(`nothing was changed: ${what}; ${remedy}`, exitCodes.invalid);
}
