import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { exitCodes, StandError } from '../../controller/errors';
import type { Paths } from '../../controller/paths';
import { localState, type StateConfig } from '../../model/description/state';
import { localStateFile } from '../../stacks/backend';
import { stackName } from '../../synth/synth';
import { parseState } from '../engine/state-file';

type Places = Pick<Paths, 'runtime'>;

/** Where the state is that this checkout worked with last; undefined where it worked with none. */
export function knownState({ runtime }: Places): StateConfig | undefined {
  const file = recordIn(runtime);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as StateConfig;
  // Of a checkout that has deployed before there was such a file.
  const before = localStateFile(runtime, stackName);
  if (!existsSync(before)) return undefined;
  const state = parseState(readFileSync(before, 'utf8'));
  return state && state.resources.length > 0 ? localState : undefined;
}

/** Writes down where the state is; undefined, where there is none any more. */
export function rememberState({ runtime }: Places, state: StateConfig | undefined): void {
  if (state === undefined) {
    rmSync(recordIn(runtime), { force: true });
    return;
  }
  mkdirSync(runtime, { recursive: true });
  writeFileSync(recordIn(runtime), `${JSON.stringify(state)}\n`);
}

/** @throws StandError where the description names another place than that of the state */
export function requireKnownState(paths: Places, wanted: StateConfig = localState): void {
  const known = knownState(paths);
  if (known === undefined || isSamePlace(known, wanted)) return;
  throw new StandError(
    [
      `nothing was changed: this stand's state is in ${placeOf(known)}, but stand.config.ts says ${placeOf(wanted)};`,
      'to move it: ./stand state move; or undo the change in stand.config.ts',
    ].join('\n'),
    exitCodes.invalid,
  );
}

/** Whether two descriptions are of one place, however the state is encrypted there. */
export function isSamePlace(one: StateConfig, other: StateConfig): boolean {
  const placeIn = ({ encrypted: _, ...place }: StateConfig) => place;
  return isDeepStrictEqual(placeIn(one), placeIn(other));
}

/** A place in a few words, such as `s3 (bucket team, key stand.tfstate)`. */
export function placeOf({ backend, encrypted: _, ...settings }: StateConfig): string {
  const named = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return named.length > 0 ? `${backend} (${named.join(', ')})` : backend;
}

function recordIn(runtime: string): string {
  return join(runtime, 'state.json');
}
