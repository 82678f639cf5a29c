import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stand } from '../../model/stand';
import type { Context } from '../context';
import { containerExists, containersIn } from '../guard/lab-containers';
import { askMachines } from './machine-answers';

/** Codenames of the releases that hosts have; none where no host is there. */
export async function deployedReleases(
  context: Pick<Context, 'paths' | 'place'>,
  stand: Stand,
): Promise<string[]> {
  const names =
    stand.hypervisor === 'lxc'
      ? containerReleases(context.paths.lab)
      : Object.values(await askMachines(context, stand)).map(({ codename }) => codename);
  return [...new Set(names)];
}

/**
 * Those that the lab's containers were made with, running or not; containers of versions that did not write it down
 * tell nothing. @see synth/render/host.ts
 */
export function containerReleases(lab: string): string[] {
  return containersIn(lab)
    .filter((domain) => containerExists(lab, domain))
    .map((domain) => join(lab, 'hosts', domain, 'shape'))
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, 'utf8').split('\n')[0] ?? '');
}
