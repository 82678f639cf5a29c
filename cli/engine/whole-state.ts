import {
  existsSync,
  type FSWatcher,
  mkdirSync,
  readFileSync,
  renameSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { exitCodes, StandError } from '../../controller/errors';
import { eventually } from '../../operations/eventually';

/** A state as it lies in a file, be it encrypted or not. */
interface Whole {
  /** Grows with each change. */
  readonly serial: number;
  readonly text: string;
}

/**
 * Copies a local state each time that the engine has written it.
 * @param failed called where that can no longer be done
 * @returns what ends that
 */
export function keepWholeState(state: string, failed: (error: Error) => void): () => void {
  const keep = () => {
    const whole = wholeIn(state);
    if (whole) replace(copyOf(state), whole);
  };
  mkdirSync(dirname(state), { recursive: true });
  keep();
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(dirname(state), (_, name) => {
      if (name === basename(state)) keep();
    }).on('error', failed);
  } catch (error) {
    failed(error as Error);
  }
  return () => {
    watcher?.close();
    keep();
  };
}

/**
 * Puts the last whole state in the place of one that an engine was killed at. Nobody may be working with it.
 * @param seconds for which an engine that is ending may still be writing
 * @returns whether there was one
 * @throws StandError where nothing whole is left
 */
export async function takeWholeState(state: string, seconds = 5): Promise<boolean> {
  const former = [copyOf(state), `${state}.backup`];
  // An engine that asks for the lock makes an empty one where there is none.
  const isCut = () =>
    existsSync(state) && !wholeIn(state) && (!isEmpty(state) || former.some(existsSync));
  const isStillCut = eventually(
    seconds,
    async () => {
      if (isCut()) throw new Error('it is not whole yet');
      return false;
    },
    100,
  ).catch(() => true);
  if (!(await isStillCut)) return false;
  const [last] = former.flatMap((file) => wholeIn(file) ?? []).sort((a, b) => b.serial - a.serial);
  if (!last)
    throw new StandError(
      `nothing was changed: ${state} was cut off as an engine wrote it, and so is ${former.join(' and ')}`,
      exitCodes.invalid,
    );
  writeFileSync(state, last.text);
  return true;
}

/** The engine's own is what the state was before its last run. */
function copyOf(state: string): string {
  return `${state}.whole`;
}

/** Undefined where there is none, or not all of it. */
function wholeIn(file: string): Whole | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    return { serial: JSON.parse(text).serial, text };
  } catch {
    return undefined;
  }
}

function isEmpty(file: string): boolean {
  return readFileSync(file, 'utf8').trim() === '';
}

/** With all of it, or not at all. */
function replace(file: string, { text }: Whole): void {
  const half = `${file}.half`;
  writeFileSync(half, text, { mode: 0o600 });
  renameSync(half, file);
}
