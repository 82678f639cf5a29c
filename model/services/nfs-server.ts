import type { Variables } from '../description/variables';
import type { Service } from '../stand';
import { hostsOf } from '../topology/groups';
import { sourcesOf } from '../traffic/paths';
import { exportPath, pathUnit, withoutNfs } from './nfs-export';
import { archiveFolder } from './pgbackrest';
import { postgresAccount } from './postgresql';

/** The export on the backup host that keeps the PostgreSQL hosts' backups and WAL. */
export const nfsServer: Service = {
  name: 'nfs_server',
  interruption: { what: 'WAL waits on the PostgreSQL hosts while the server has to restart' },
  group: 'bkserver',
  requires: ['psqlserver'],
  after: ['base'],
  data: [{ path: '/srv' }],
  units: (stand) => [withoutNfs(stand) ? pathUnit(exportPath, 'mount') : 'nfs-server'],
  notes: (stand) =>
    withoutNfs(stand) ? [`the lab's kernel has no NFS: ${exportPath} is a shared folder`] : [],
  flows: () => [
    { from: ['psqlserver'], to: 'bkserver', protocol: 'tcp', ports: [2049], why: 'NFS 4.2' },
  ],
  secrets: () => [],
  variables: (stand): Variables => ({
    nfs_server_path: exportPath,
    nfs_server_bound: withoutNfs(stand),
    nfs_server_clients: sourcesOf(stand, hostsOf(stand, 'psqlserver'), hostsOf(stand, 'bkserver')),
    nfs_server_directories: [{ name: archiveFolder, owner: postgresAccount.id }],
  }),
};
