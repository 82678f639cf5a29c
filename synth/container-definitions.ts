import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Paths } from '../controller/paths';
import type { Stand } from '../model/stand';
import { libvirtDomain } from '../stacks/libvirt-domain';

/**
 * For each container that the lab has, by its host's name, the definition that it was made with. What it has
 * been resized to since is in libvirt alone.
 * @see lab/container
 */
export function containerDefinitions(
  { lab, identity }: Pick<Paths, 'lab' | 'identity'>,
  stand: Stand,
): Record<string, string> {
  if (stand.hypervisor !== 'lxc') return {};
  const found = stand.hosts.flatMap((host) => {
    const folder = join(lab, 'hosts', libvirtDomain(stand, host, identity).name);
    const file = join(folder, 'domain.xml');
    return existsSync(file) ? [[host.name, readFileSync(file, 'utf8')]] : [];
  });
  return Object.fromEntries(found);
}
