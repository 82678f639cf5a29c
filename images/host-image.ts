import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StandConfig } from '../model/config';
import { machineImage } from '../model/machine-image';
import type { Stand } from '../model/stand';
import type { Paths } from '../synth/paths';

/** What a stand's hosts stand on. */
export interface HostImage {
  /** A folder for containers, a qcow2 file for virtual machines. */
  readonly path: string;
  /** True where packages that the first boot needs are not in it. */
  readonly bare: boolean;
}

type Places = Pick<Paths, 'root' | 'cache'>;
type Kind = Pick<Stand, 'hypervisor' | 'release' | 'image'>;

/** The image that this machine has for a stand, or would make. */
export function hostImage(paths: Places, stand: Kind): HostImage {
  if (stand.hypervisor === 'lxc') return { path: containerImage(paths, stand), bare: false };
  const downloaded = downloadedImage(paths, stand);
  if (existsSync(downloaded)) return { path: downloaded, bare: true };
  return { path: builtImage(paths, stand), bare: false };
}

/** The folder of the containers' root file system; another one when its recipe changes. */
export function containerImage(paths: Places, { release }: Pick<Kind, 'release'>): string {
  const recipe = ['images/debian', 'images/container', 'lab/stand-init'];
  return join(paths.cache, 'images', `${release.codename}-${digest(paths, recipe)}`);
}

/** The disk image that is built from Debian's packages. */
export function builtImage(paths: Places, { release }: Pick<Kind, 'release'>): string {
  const name = `${release.codename}-${digest(paths, ['images/debian', 'images/disk'])}.qcow2`;
  return join(paths.cache, 'images', name);
}

/** Where the described disk image is kept once it is here and found right. */
export function downloadedImage(
  { cache }: Places,
  { release, image }: { release: Stand['release']; image: StandConfig['image'] },
): string {
  const { sha512 } = machineImage({ image, release: release.codename });
  return join(cache, 'images', `${release.codename}-${sha512.slice(0, 12)}.qcow2`);
}

function digest({ root }: Places, recipe: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of recipe) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 12);
}
