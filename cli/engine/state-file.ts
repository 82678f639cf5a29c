import { StandError } from '../../controller/errors';

/** A state as the engine's `state pull` prints it. */
export interface StateFile {
  /** Tells it from another stand's. */
  readonly lineage: string;
  /** Grows with each change. */
  readonly serial: number;
  readonly resources: readonly unknown[];
  readonly text: string;
}

/** @param text nothing where there is no state yet */
export function parseState(text: string): StateFile | undefined {
  if (text.trim() === '') return undefined;
  try {
    const { lineage, serial, resources = [] } = JSON.parse(text);
    return { lineage, serial, resources, text };
  } catch {
    throw new StandError(`the engine printed no state:\n${text.slice(0, 500)}`);
  }
}
