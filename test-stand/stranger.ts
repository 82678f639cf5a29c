import { join } from 'node:path';
import { inLab } from './stand';

/** Address of a host that is in none of the stand's networks; see the script of this name. */
export const strangersAddress = '198.51.100.2';

const script = join(__dirname, 'stranger');

/** @param networks those that the lab has no way to: what is for them it sends to the host at `hop` */
export async function addStranger(hop: string, networks: readonly string[]): Promise<void> {
  await inLab([script, 'add', hop, ...networks]);
}

export async function removeStranger(): Promise<void> {
  await inLab([script, 'remove']);
}

/** Runs a command on the host of strangers. @returns what it printed */
export function asStranger(command: readonly string[], input = ''): Promise<string> {
  return inLab([script, 'run', ...command], input);
}
