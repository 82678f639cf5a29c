import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { containerExists, containersIn } from '../guard/lab-containers';

/** Codenames of the releases that the lab's containers were made with; none where there are none. @see synth/render/host.ts */
export function deployedReleases(lab: string): string[] {
  const names = containersIn(lab)
    .filter((domain) => containerExists(lab, domain))
    .map(
      (domain) => readFileSync(join(lab, 'hosts', domain, 'shape'), 'utf8').split('\n')[0] ?? '',
    );
  return [...new Set(names)];
}
