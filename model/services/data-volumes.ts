import type { Stand } from '../stand';
import type { Host } from '../topology/hosts';
import { servicesOf } from './service';

/** A disk of its own that outlives the machine it is attached to. */
export interface DataVolume {
  /** Label of its ext4 file system, 16 characters at most. */
  readonly label: string;
  /** Where the host mounts it. */
  readonly path: string;
  readonly sizeGiB: number;
}

/** The volumes that keep what the services of a host must not lose; containers have none. */
export function dataVolumes(stand: Stand, host: Host): DataVolume[] {
  if (stand.hypervisor === 'lxc') return [];
  const paths = servicesOf(stand, host).flatMap(({ data = [] }) => data);
  return [...new Set(paths)].map((path) => ({
    label: (path.split('/').at(-1) as string).slice(0, 16),
    path,
    sizeGiB: host.dataGiB,
  }));
}
