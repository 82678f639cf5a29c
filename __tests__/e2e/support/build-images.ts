import { existsSync } from 'node:fs';
import { hostImage } from '../../../images/host-image';
import { obtainHostImage } from '../../../images/obtain';
import { buildStand } from '../../../model/stand';
import shipped from '../../../stand.config';
import twoMachines from '../two-machines.config';
import { paths } from './checkout';

/** Builds the images that the last tests need, a program of its own: see images-aside.ts. */
async function buildImages(): Promise<void> {
  for (const config of [{ ...shipped, hypervisor: 'lxc', release: 'bookworm' }, twoMachines]) {
    const stand = buildStand(config as typeof shipped);
    if (!existsSync(hostImage(paths, stand).path)) {
      await obtainHostImage(paths, stand, async () => {});
    }
  }
}

void buildImages();
