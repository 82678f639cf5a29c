import type { Service, Stand, Variables } from '../stand';
import { hostsOf } from '../topology/groups';
import type { Host } from '../topology/hosts';
import { pathBetween } from '../traffic/paths';
import { exportPath, mountPoint, pathUnit, withoutNfs } from './nfs-export';

/** The backup host's export on the PostgreSQL hosts, mounted when it is first looked at. */
export const nfsClient: Service = {
  name: 'nfs_client',
  group: 'psqlserver',
  requires: ['bkserver'],
  after: ['nfs_server'],
  units: (stand) => [pathUnit(mountPoint, withoutNfs(stand) ? 'mount' : 'automount')],
  notes: (stand) =>
    withoutNfs(stand) ? [`the lab's kernel has no NFS: ${mountPoint} is a shared folder`] : [],
  flows: () => [],
  secrets: () => [],
  variables: (stand): Variables => ({
    nfs_client_export: exportPath,
    nfs_client_mount_point: mountPoint,
    nfs_client_bound: withoutNfs(stand),
  }),
  hostVariables: (stand, host): Variables => ({ nfs_client_server: serverAddress(stand, host) }),
  emulated: { nfs_client_mount_timeout: 120 },
};

/** The backup host's address as a PostgreSQL host reaches it. */
function serverAddress(stand: Stand, client: Host): string {
  const [address] = hostsOf(stand, 'bkserver').flatMap(
    (server) => pathBetween(stand, client, server)?.destination ?? [],
  );
  return address as string;
}
