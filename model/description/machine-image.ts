import type { MachineImageConfig, StandConfig } from './config';
import type { Fault } from './faults/faults';
import type { Release } from './releases';

/**
 * Debian's own cloud images, of one day each.
 * @see https://cloud.debian.org/images/cloud/ (SHA512SUMS beside each image)
 */
const official: Readonly<Record<Release['codename'], MachineImageConfig>> = {
  trixie: {
    source:
      'https://cloud.debian.org/images/cloud/trixie/20260712-2537/debian-13-genericcloud-amd64-20260712-2537.qcow2',
    sha512:
      '7ae53e9dbee282bfc16f289dec483dde3a8598769c38a267948310f7a2a52c662620198603bc52c142627efba379863d16079698a10b34102d55bcedd40e8d32',
  },
  bookworm: {
    source:
      'https://cloud.debian.org/images/cloud/bookworm/20260909-2596/debian-12-genericcloud-amd64-20260909-2596.qcow2',
    sha512:
      '08fea112563461f251f3c95a5c5cf8cb25eb60f74cec03e85a97ff91d3efef3059d35837598bbb476008f20db6d3bdc7143c5f2f2a9a6da394a0acc601fd5986',
  },
};

/** The image that a stand's machines boot from where it can be downloaded. */
export function machineImage({
  image,
  release = 'trixie',
}: Pick<StandConfig, 'image' | 'release'>) {
  return typeof image === 'object' ? image : official[release];
}

export function imageFaults({ image }: StandConfig): Fault[] {
  if (!image || image === 'plain') return [];
  if (typeof image === 'string') {
    const what = `must be 'plain' or a disk image; got '${image}'`;
    return [{ where: 'image', what, remedy: 'write { source, sha512 } of an image, or plain' }];
  }
  const faults: Fault[] = [];
  if (!/^[0-9a-f]{128}$/.test(image.sha512)) {
    const what = `must be 128 lower-case hexadecimal digits; got '${image.sha512}'`;
    const remedy = 'take them from sha512sum, or from the publisher of the image';
    faults.push({ where: 'image.sha512', what, remedy });
  }
  if (!/^[^\s'"]+$/.test(image.source)) {
    const what = `must be a URL or a path without spaces and quotes; got '${image.source}'`;
    faults.push({ where: 'image.source', what, remedy: 'name a qcow2 image with cloud-init' });
  }
  return faults;
}
