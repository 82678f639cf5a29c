import { join } from 'node:path';
import { inLab } from './stand';

/** Address of a host that is in none of the stand's networks; see the script of this name. */
export const strangersAddress = '198.51.100.2';

const script = join(__dirname, 'strangers-host');

/**
 * @param resolver address of the name server that it asks
 * @param networks those that the lab has no way to: what is for them goes to the host at `hop`
 */
export async function addStranger(
  resolver: string,
  hop: string,
  networks: readonly string[],
): Promise<void> {
  await inLab([script, 'add', resolver, hop, ...networks]);
}

export async function removeStranger(): Promise<void> {
  await inLab([script, 'remove']);
}

/** Runs a command on the host of strangers. @returns what it printed */
export function asStranger(command: readonly string[], input = ''): Promise<string> {
  return inLab([script, 'run', ...command], input);
}
