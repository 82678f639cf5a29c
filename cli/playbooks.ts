import { join } from 'node:path';
import { succeed } from '../controller/succeed';
import type { Context } from './context';

type Places = Pick<Context, 'paths' | 'place'>;

/**
 * The command line that runs a generated playbook where the hosts are reachable.
 * @param options those of ansible-playbook
 */
export function playbookCommand(
  { paths, place }: Places,
  name: string,
  ...options: readonly string[]
): [program: string, ...args: string[]] {
  return place.inside([join(paths.root, 'ansible', 'play'), name, ...options]);
}

/** Runs a playbook to its end. @throws StandError with all that it said, when it fails */
export async function runPlaybook(
  places: Places,
  name: string,
  ...options: readonly string[]
): Promise<void> {
  await succeed(...playbookCommand(places, name, ...options));
}
