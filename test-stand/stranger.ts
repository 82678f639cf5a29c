import { join } from 'node:path';
import { strangersHouse } from '../images/strangers-house';
import { paths } from './checkout';
import { inLab } from './stand';

/** Address of a host that is in none of the stand's networks; see the script of this name. */
export const strangersAddress = '198.51.100.2';
export const strangersIpv6Address = '2001:db8:51::2';

const script = join(__dirname, 'strangers-host');

/**
 * @param resolver address of the name server that it asks; with one of IPv6 it has no address of another kind
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

/** Gives the host a root file system with servers and tools of other people; it ends with the host. */
export async function furnishHouse(): Promise<void> {
  await inLab([script, 'furnish', strangersHouse(paths)]);
}

/** Runs a program of the house on the host of strangers. @returns what it printed */
export function inHouse(command: readonly string[], input = ''): Promise<string> {
  return inLab([script, 'within', ...command], input);
}

/** Writes a file of the house. */
export async function intoHouse(path: string, text: string): Promise<void> {
  await inHouse(['sh', '-c', 'mkdir -p "${1%/*}" && cat > "$1"', 'sh', path], text);
}

/** Starts a server of the house, which ends with the host. Its log is /var/log/NAME.log there. */
export async function serveInHouse(name: string, command: readonly string[]): Promise<void> {
  await inLab([script, 'serve', name, ...command]);
}
