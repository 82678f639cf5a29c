import type { Stand } from '../stand';
import { hostsOf } from '../topology/groups';
import type { Host } from '../topology/hosts';

/** Folder that the backup host exports to the PostgreSQL hosts. */
export const exportPath = '/srv/share/upload';

/** Where the PostgreSQL hosts mount it. */
export const mountPoint = '/mnt/nfs';

/** True where the kernel that the hosts share has neither server nor client of NFS. */
export function withoutNfs({ hypervisor }: Stand): boolean {
  return hypervisor === 'lxc';
}

/**
 * Where a host of the lab has the folder that stands in for the export; empty on a host that
 * neither exports nor mounts it, and on every host where NFS is available.
 */
export function sharedFolders(stand: Stand, host: Host): string[] {
  if (!withoutNfs(stand) || hostsOf(stand, 'bkserver').length === 0) return [];
  return [
    ...(host.roles.includes('backup') ? [exportPath] : []),
    ...(host.roles.includes('postgresql') ? [mountPoint] : []),
  ];
}

/** systemd's name of the unit of a path without characters to escape. @see systemd-escape(1) */
export function pathUnit(path: string, type: 'mount' | 'automount'): string {
  return `${path.slice(1).replaceAll('/', '-')}.${type}`;
}
