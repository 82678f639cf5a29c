import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether the lab has a container that was made to its end, running or not.
 * @param lab folder of the lab
 * @param domain libvirt's name of it
 * @see lab/container, which keeps the mark while it makes one
 */
export function isContainerThere(lab: string, domain: string): boolean {
  const folder = join(lab, 'hosts', domain);
  return existsSync(join(folder, 'domain.xml')) && !existsSync(join(folder, 'unfinished'));
}

/** The run that made a container to its end; undefined where none is there. */
export function runThatMade(lab: string, domain: string): string | undefined {
  const file = join(lab, 'hosts', domain, 'finished');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
