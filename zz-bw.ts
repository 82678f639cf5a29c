import { buildImage } from '/work/wt/images/images/build';
import { hostImage, packagesWithin } from '/work/wt/images/images/host-image';
import { checkedStand } from '/work/wt/images/synth/checked-stand';
import { loadConfig } from '/work/wt/images/synth/load-config';

const stand = checkedStand({ ...loadConfig(), hypervisor: 'lxc', release: 'bookworm' });
const paths = { root: '/work/wt/images', cache: '/work/main/.stand/cache' } as never;
const t = Date.now();
console.log(hostImage(paths, stand).path, packagesWithin(paths, stand).length);
buildImage(
  paths,
  'container',
  stand.release,
  hostImage(paths, stand).path,
  packagesWithin(paths, stand),
).then(() => console.log('built', (Date.now() - t) / 1000));
