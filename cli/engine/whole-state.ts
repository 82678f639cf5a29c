import {
  existsSync,
  type FSWatcher,
  mkdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { exitCodes, StandError } from '../../controller/errors';
import { eventually } from '../../operations/eventually';
import { writeStamp } from '../../toolchain/stamp';

/** A state as it lies in a file, be it encrypted or not. */
interface Whole {
  /** Tells it from another stand's, or from one that was removed. */
  readonly lineage: string;
  /** Grows with each change. */
  readonly serial: number;
  readonly text: string;
}

/**
 * Copies a local state each time that the engine has written it.
 * @param failed told once where that cannot be done, which is no reason to end
 * @returns what ends that
 */
export function keepWholeState(state: string, failed: (error: Error) => void): () => void {
  let watcher: FSWatcher | undefined;
  const end = () => watcher?.close();
  let isBroken = false;
  const fail = (error: Error) => {
    end();
    if (!isBroken) failed(error);
    isBroken = true;
  };
  const keep = () => {
    try {
      const whole = wholeIn(state);
      if (whole && !isBroken) writeStamp(copyOf(state), whole.text, 0o600);
    } catch (error) {
      fail(error as Error);
    }
  };
  try {
    mkdirSync(dirname(state), { recursive: true });
    watcher = watch(dirname(state), (_, name) => {
      if (name === basename(state)) keep();
    }).on('error', fail);
  } catch (error) {
    fail(error as Error);
  }
  keep();
  return () => {
    end();
    keep();
  };
}

/**
 * Puts the last whole state in the place of one that an engine was killed at. Nobody may be working with it.
 * @param seconds for which an engine that is ending may still be writing
 * @returns whether there was one
 * @throws StandError where there is none of which that is sure
 */
export async function takeWholeState(state: string, seconds = 5): Promise<boolean> {
  // Who has removed a state may mean it: what begins now has another one.
  if (!existsSync(state)) {
    rmSync(copyOf(state), { force: true });
    return false;
  }
  const isStillCut = await eventually(
    seconds,
    async () => {
      if (isCut(state)) throw new Error('it is not whole yet');
      return false;
    },
    100,
  ).catch(() => true);
  if (!isStillCut) return false;
  const last = lastWhole(wholeIn(copyOf(state)), wholeIn(backupOf(state)));
  if (!last)
    throw new StandError(
      [
        `nothing was changed: ${state} was cut off when an engine was killed, and there is no copy of it;`,
        `if the stand was deployed before, ${backupOf(state)} has what was known before that run: cp ${backupOf(state)} ${state}`,
        `otherwise: rm ${state}`,
      ].join('\n'),
      exitCodes.invalid,
    );
  writeFileSync(state, last.text);
  return true;
}

/** An engine that asks for the lock makes an empty one where there is none. */
function isCut(state: string): boolean {
  if (wholeIn(state)) return false;
  const isEmpty = readFileSync(state, 'utf8').trim() === '';
  return !isEmpty || [copyOf(state), backupOf(state)].some(existsSync);
}

/** The engine's own may be newer where nobody made copies. Alone it may be of a state that was removed. */
function lastWhole(copy: Whole | undefined, backup: Whole | undefined): Whole | undefined {
  if (!copy || backup?.lineage !== copy.lineage) return copy;
  return backup.serial > copy.serial ? backup : copy;
}

function copyOf(state: string): string {
  return `${state}.whole`;
}

/** What the engine keeps itself: the state before its last run. */
function backupOf(state: string): string {
  return `${state}.backup`;
}

/** Undefined where there is none, or not all of it. */
function wholeIn(file: string): Whole | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    const { lineage, serial } = JSON.parse(text);
    return { lineage, serial, text };
  } catch {
    return undefined;
  }
}
