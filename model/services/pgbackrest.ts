import { mountPoint } from './nfs-export';
import { fromVault, type Service, type Variables } from './service';

/** Folder of the export in which the repository lies. */
export const archiveFolder = 'pgbackrest';

/** Name of the cluster in the repository, the one it has in Patroni. */
export const stanza = 'stand';

/**
 * How PostgreSQL hands a WAL segment to the archive and asks for one, each in bounded time: a
 * standby that waits for a lost archive does not stream meanwhile. `timeout` ends with 124, which
 * PostgreSQL takes for a failure like any other.
 * @see https://www.postgresql.org/docs/current/continuous-archiving.html
 */
export const archiveCommand = `timeout 60 pgbackrest --stanza=${stanza} archive-push %p`;
export const restoreCommand = `timeout 10 pgbackrest --stanza=${stanza} archive-get %f %p`;

/** Base backups and WAL of PostgreSQL, in one repository on the backup host's export. */
export const pgbackrest: Service = {
  name: 'pgbackrest',
  group: 'psqlserver',
  requires: ['bkserver'],
  after: ['postgresql', 'nfs_client'],
  units: ['pgbackrest-full.timer', 'pgbackrest-diff.timer'],
  collectors: () => [{ name: 'pgbackrest', arguments: [stanza] }],
  flows: () => [],
  secrets: () => [{ name: 'pgbackrest_cipher_passphrase' }],
  variables: (stand): Variables => ({
    pgbackrest_stanza: stanza,
    pgbackrest_repository: `${mountPoint}/${archiveFolder}`,
    pgbackrest_postgresql_version: stand.release.postgresqlVersion,
    pgbackrest_cipher_passphrase: fromVault('pgbackrest_cipher_passphrase'),
  }),
};
