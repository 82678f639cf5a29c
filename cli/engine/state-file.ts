import { StandError } from '../../controller/errors';
import { type Deployed, deployedOutput } from '../../stacks/deployed';

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

/** Finds who deployed last in the lines of the engine's `output -json`. */
export function parseDeployed(lines: readonly string[]): Deployed | undefined {
  try {
    return JSON.parse(lines.join('\n'))[deployedOutput]?.value;
  } catch {
    throw new StandError(['the engine printed no outputs:', ...lines].join('\n'));
  }
}
