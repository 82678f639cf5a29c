import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether the lab has a complete container, running or not.
 * @param lab folder of the lab
 * @param domain the container's name in libvirt
 * @see lab/container, which keeps the mark `unfinished` while it creates one
 */
export function containerExists(lab: string, domain: string): boolean {
  const folder = join(lab, 'hosts', domain);
  return existsSync(join(folder, 'domain.xml')) && !existsSync(join(folder, 'unfinished'));
}

/** The run that completed a container; undefined where there is none. */
export function finishedByRun(lab: string, domain: string): string | undefined {
  const file = join(lab, 'hosts', domain, 'finished');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** Names in libvirt of the lab's containers, complete or not. */
export function containersIn(lab: string): string[] {
  const hosts = join(lab, 'hosts');
  return existsSync(hosts) ? readdirSync(hosts) : [];
}

/** Names in libvirt of complete containers that keep their data within themselves, as they all did once. */
export function containersWithDataInside(lab: string): string[] {
  return containersIn(lab).filter(
    (domain) => containerExists(lab, domain) && !existsSync(join(lab, 'hosts', domain, 'data')),
  );
}
