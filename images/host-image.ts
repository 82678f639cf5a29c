import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Paths } from '../controller/paths';
import type { StandConfig } from '../model/description/config';
import { machineImage } from '../model/description/machine-image';
import { accountsFile } from '../model/host-files/accounts';
import { services } from '../model/services';
import type { Stand } from '../model/stand';
import { isInLab } from '../model/topology/hypervisors';
import { rolePackages } from './role-packages';

/** The image that a stand's hosts boot from. */
export interface HostImage {
  /** A folder for containers, a qcow2 file for virtual machines. */
  readonly path: string;
  /** True where packages that the first boot needs are not in it. */
  readonly bare: boolean;
}

type Places = Pick<Paths, 'root' | 'cache'>;

/** The image that this machine has for a stand, or would build. */
export function hostImage(paths: Places, stand: Stand): HostImage {
  if (stand.hypervisor === 'lxc') return { path: containerImage(paths, stand), bare: false };
  const downloaded = downloadedImage(paths, stand);
  if (!isStocked(stand) && existsSync(downloaded)) return { path: downloaded, bare: true };
  return { path: builtImage(paths, stand), bare: false };
}

/** True where hosts start from an image that is built with the packages of their roles in it. */
export function isStocked(stand: Stand): boolean {
  const isOwn = stand.hypervisor === 'lxc' ? stand.image !== 'plain' : !stand.image;
  return isInLab(stand) && isOwn;
}

/** Packages that are built into an image besides those of every image. */
export function packagesWithin(paths: Pick<Paths, 'root'>, stand: Stand): string[] {
  return isStocked(stand) ? rolePackages(paths, stand) : [];
}

/** The folder of the containers' root file system; another one when its recipe changes. */
function containerImage(paths: Places, stand: Stand): string {
  return imageOf(paths, stand, ['images/container', 'lab/stand-init']);
}

/** The disk image that is built from Debian's packages. */
export function builtImage(paths: Places, stand: Stand): string {
  return `${imageOf(paths, stand, ['images/disk', 'images/emulated'])}.qcow2`;
}

/** Where the described disk image is kept once it is downloaded and verified. */
export function downloadedImage(
  { cache }: Places,
  { release, image }: { release: Stand['release']; image: StandConfig['image'] },
): string {
  const { sha512 } = machineImage({ image, release: release.codename });
  return join(cache, 'images', `${release.codename}-${sha512.slice(0, 12)}.qcow2`);
}

/** @param recipe scripts that make it, besides those that make every image */
function imageOf(paths: Places, stand: Stand, recipe: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of ['images/debian', 'images/packages', ...recipe]) {
    hash.update(readFileSync(join(paths.root, file)));
  }
  hash.update(accountsFile(services));
  for (const name of packagesWithin(paths, stand)) hash.update(` ${name}`);
  const digest = hash.digest('hex').slice(0, 12);
  return join(paths.cache, 'images', `${stand.release.codename}-${digest}`);
}
