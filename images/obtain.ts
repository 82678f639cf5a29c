import { existsSync } from 'node:fs';
import type { Paths } from '../controller/paths';
import { obtainPinned } from '../controller/system/pinned-file';
import { requirePrepared } from '../controller/system/preflight';
import { machineImage } from '../model/description/machine-image';
import type { Stand } from '../model/stand';
import { buildImage } from './build';
import { downloadedImage, hostImage, isStocked, packagesWithin } from './host-image';

/**
 * Puts the image that a stand's hosts boot from into the cache. Emulated machines in the lab get one
 * that is built here, so that they boot soon, and without Debian's image server.
 * @param prepareBuild installs the programs that build a disk image
 * @throws StandError when it cannot be downloaded, or is not the described one
 */
export async function obtainHostImage(
  paths: Pick<Paths, 'root' | 'cache'>,
  stand: Stand,
  prepareBuild: () => Promise<void>,
): Promise<void> {
  const { path } = hostImage(paths, stand);
  if (existsSync(path)) return;
  const packages = packagesWithin(paths, stand);
  if (stand.hypervisor === 'lxc') {
    return buildImage(paths, 'container', stand.release, path, packages);
  }
  if (isStocked(stand)) {
    await prepareBuild();
    return buildImage(paths, 'disk', stand.release, path, packages);
  }
  const { source, sha512 } = machineImage({ image: stand.image, release: stand.release.codename });
  const missing = await obtainPinned(
    paths.root,
    {
      what: `the disk image of ${stand.release.codename}`,
      source,
      algorithm: 'sha512',
      digest: sha512,
      setting: 'image.sha512',
      remedy: 'run ./stand image build, or name another under image in stand.config.ts',
    },
    downloadedImage(paths, stand),
  );
  if (missing) requirePrepared([missing]);
}
