import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, StandError } from '../controller/errors';
import type { Paths } from '../controller/paths';

type Places = Pick<Paths, 'runtime' | 'cache' | 'data' | 'identity'>;

/** Says in the folder whose it is, and with the checkout where the folder is. */
const ownerFile = 'stand';
const placeFile = 'data-folder';

/**
 * Takes the folder of what containers keep into use.
 * @throws StandError where `requireOwnDataFolder` does
 */
export function claimDataFolder(places: Places): void {
  requireOwnDataFolder(places);
  const { runtime, data, identity } = places;
  mkdirSync(data, { recursive: true, mode: 0o755 });
  writeFileSync(join(data, ownerFile), `${identity}\n`);
  mkdirSync(runtime, { recursive: true });
  writeFileSync(join(runtime, placeFile), `${data}\n`);
}

/**
 * @throws StandError where the folder belongs to another checkout or to nobody, this checkout's is another
 *   one or is gone, or it lies where other things are removed
 */
export function requireOwnDataFolder({ runtime, cache, data, identity }: Places): void {
  const isWithin = data === join(runtime, 'data');
  if (!isWithin && [runtime, cache].some((folder) => `${data}/`.startsWith(`${folder}/`)))
    throw refusal(
      `STAND_DATA is ${data}, where other things are made and removed`,
      'set it to a folder outside of .stand and of the cache',
    );
  const place = read(join(runtime, placeFile));
  const isThere = (folder: string) => existsSync(join(folder, ownerFile));
  if (place && place !== data && isThere(place))
    throw refusal(
      `this stand's data lies in ${place}, but STAND_DATA says ${data}`,
      `set STAND_DATA to ${place}, or run ./stand down there, move the folder, and run this again`,
    );
  if (place && !isThere(place) && !isThere(data))
    throw refusal(
      `this stand's data lay in ${place}, which has none`,
      `put it back, as by mounting its disk; or, to begin without it, remove ${join(runtime, placeFile)}`,
    );
  const owner = read(join(data, ownerFile));
  // A checkout that was moved took the folder within it along.
  if (owner && owner !== identity && !isWithin)
    throw refusal(
      `${data} has the data of another checkout`,
      `set STAND_DATA to another folder; or, if this is that checkout, moved, remove ${join(data, ownerFile)}`,
    );
  if (!owner && existsSync(data) && keptFolders({ data }).length > 0)
    throw refusal(`${data} has files that are no stand's`, 'set STAND_DATA to an empty folder');
}

/** Whether there is anything that `removeData` would remove. */
export function hasData({ data }: Pick<Paths, 'data'>): boolean {
  if (!existsSync(join(data, ownerFile))) return false;
  return keptFolders({ data }).some((name) => hasDataOf({ data }, name));
}

/** Names of the folders of hosts, of the one that they share, and of what else lies beside those. */
export function keptFolders({ data }: Pick<Paths, 'data'>): string[] {
  return readdirSync(data).filter((name) => !isPart(name));
}

/** Whether there is anything of a host, or of what hosts share. */
export function hasDataOf({ data }: Pick<Paths, 'data'>, name: string): boolean {
  return existsSync(join(data, name)) && readdirSync(join(data, name)).length > 0;
}

/** Removes all that containers kept; their lab must be down. */
export function removeData(places: Places): void {
  requireOwnDataFolder(places);
  const { runtime, data } = places;
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
