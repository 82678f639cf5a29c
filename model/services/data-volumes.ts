import type { Stand } from '../stand';
import type { Host } from '../topology/hosts';
import { servicesOf } from './service';

/**
 * What outlives the host that it belongs to: a disk of its own of a virtual machine, a folder of this
 * machine's of a container.
 */
export interface DataVolume {
  /** Name of the folder; label of the disk's ext4 file system, 16 characters at most. */
  readonly label: string;
  /** Where the host has it. */
  readonly path: string;
  /** Of the disk. */
  readonly sizeGiB: number;
}

/** The volumes that keep what the services of a host must not lose. */
export function dataVolumes(stand: Stand, host: Host): DataVolume[] {
  const paths = servicesOf(stand, host).flatMap(({ data = [] }) => data.map(({ path }) => path));
  return [...new Set(paths)].map((path) => ({
    label: (path.split('/').at(-1) as string).slice(0, 16),
    path,
    sizeGiB: host.dataGiB,
  }));
}

/** Name of a host's disk for it in the pool. */
export function volumeName(host: Pick<Host, 'name'>, { label }: DataVolume): string {
  return `${host.name}-${label}.qcow2`;
}
