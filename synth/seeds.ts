import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, StandError } from '../controller/errors';
import type { Paths } from '../controller/paths';
import type { Stand } from '../model/stand';

type Places = Pick<Paths, 'root' | 'hosts' | 'seeds'>;

/** What cloud-init of a host reads, in its folder of rendered files. */
const parts = ['user-data', 'meta-data', 'network-config'];

/** Makes the disks from which new virtual machines read it, where it has changed since. */
export function makeSeeds({ root, hosts, seeds }: Places, stand: Stand): void {
  if (stand.hypervisor === 'lxc') return;
  mkdirSync(seeds, { recursive: true });
  for (const { name } of stand.hosts) {
    const [folder, seed] = [join(hosts, name), join(seeds, `${name}.iso`)];
    if (isNewer(seed, folder)) continue;
    try {
      execFileSync(join(root, 'cloudinit', 'seed'), [folder, seed], { stdio: 'pipe' });
    } catch (error) {
      const { stderr } = error as { stderr?: Buffer };
      throw new StandError(
        `xorriso cannot create the seed of ${name}; run ./stand prepare:\n${stderr ?? error}`,
        exitCodes.unprepared,
      );
    }
  }
}

function isNewer(seed: string, folder: string): boolean {
  if (!existsSync(seed)) return false;
  const made = statSync(seed).mtimeMs;
  return parts.every((part) => statSync(join(folder, part)).mtimeMs <= made);
}
