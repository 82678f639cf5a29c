import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { exitCodes, StandError } from '../../controller/errors';
import type { StandConfig } from '../../model/description/config';
import { localState, type StateConfig } from '../../model/description/state';
import { localStateFile } from '../../stacks/backend';
import { loadConfig } from '../../synth/load-config';
import { stackName, synth } from '../../synth/synth';
import { beAtWork } from '../at-work';
import type { Context } from '../context';
import type { StateFile } from '../engine/state-file';
import { halfDoneText, readChange } from '../release/release-change';
import { isSamePlace, knownState, placeOf, rememberState } from './known-state';

/**
 * Moves the engine's state to where the description says. Hosts are not touched; a copy of the state is kept
 * in `.stand/states` where it is not encrypted, and a local file that it leaves is renamed, so that nobody goes on with it.
 */
export async function moveState(context: Context): Promise<void> {
  const { engine, paths, progress } = context;
  beAtWork(paths, 'state move');
  const config = loadConfig();
  const wanted = config.state ?? localState;
  const known = knownState(paths);
  if (known === undefined) {
    const none =
      'this checkout has deployed no stand, so it knows no state to move; run ./stand up';
    const why = halfDoneText(readChange(paths)) ?? none;
    throw new StandError(`nothing was changed: ${why}`, exitCodes.invalid);
  }
  if (isSamePlace(known, wanted)) {
    progress.done(`the state is in ${placeOf(wanted)} already`);
    return;
  }
  // Others may have encrypted it since; with either setting the engine reads both.
  const readsEncrypted = wanted.encrypted ?? known.encrypted;
  const state = await progress.phase(`read the state from ${placeOf(known)}`, () =>
    readFrom(context, { ...config, state: { ...known, encrypted: readsEncrypted } }),
  );
  if (!state || state.resources.length === 0) {
    rememberState(paths, wanted);
    progress.done(`there is nothing in it; from now on the state is in ${placeOf(wanted)}`);
    return;
  }
  const copy = keepCopy(paths.runtime, known, state);
  const isSecret = readsEncrypted === true || known.encrypted === true;
  if (!isSecret) progress.line(`  a copy is in ${copy}`);
  await progress
    .phase(`write the state to ${placeOf(wanted)}`, async () => {
      const there = await readFrom(context, config);
      // An interrupted move may have written it already.
      if (hasSame(there, state)) return;
      refuseAnother(there, state, wanted);
      await engine.pushState(copy);
      if (hasSame(await engine.pullState(), state)) return;
      throw new StandError(
        `${placeOf(wanted)} did not take the state; the one in ${placeOf(known)} is as it was, so put that back into stand.config.ts`,
      );
    })
    .finally(() => isSecret && rmSync(copy));
  rememberState(paths, wanted);
  if (known.backend === 'local') {
    const file = localStateFile(paths.runtime, stackName, known.path);
    renameSync(file, `${file}.moved`);
  }
  progress.done(`the state is in ${placeOf(wanted)}`);
}

/** Lets the engine use the place that a description names. @returns the state there, if any */
async function readFrom(
  { engine, paths }: Context,
  config: StandConfig,
): Promise<StateFile | undefined> {
  synth(config, paths);
  await engine.init();
  await engine.requireUnlocked();
  return engine.pullState();
}

/** By what is in them: a remote backend may give a state that it did not have another lineage. */
function hasSame(there: StateFile | undefined, state: StateFile): boolean {
  return isDeepStrictEqual(there?.resources, state.resources);
}

/** @throws StandError where another stand's state, or a newer one, is where this one is to go */
function refuseAnother(there: StateFile | undefined, state: StateFile, wanted: StateConfig): void {
  if (!there || there.resources.length === 0) return;
  if (there.lineage === state.lineage && there.serial <= state.serial) return;
  const whose = there.lineage === state.lineage ? 'a newer state of this stand' : 'another state';
  throw new StandError(
    [
      `nothing was changed: ${placeOf(wanted)} has ${whose}, of ${there.resources.length} resources; choose another place, or remove it there;`,
      'or, where others have moved the state there, and this checkout only has to follow: rm .stand/state.json',
    ].join('\n'),
    exitCodes.invalid,
  );
}

/** @returns the copy's file */
function keepCopy(runtime: string, { backend }: StateConfig, state: StateFile): string {
  const folder = join(runtime, 'states');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const moment = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const file = join(folder, `${moment}-${backend}.tfstate`);
  writeFileSync(file, state.text, { mode: 0o600 });
  return file;
}
