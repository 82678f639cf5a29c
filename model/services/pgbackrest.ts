import type { Variables } from '../description/variables';
import type { Service, Stand } from '../stand';
import { mountPoint } from './nfs-export';
import { fromVault } from './service';

/** Folder of the export in which the repository lies. */
export const archiveFolder = 'pgbackrest';

/** Name of the cluster in the repository, the one it has in Patroni. */
export const stanza = 'stand';

/**
 * A command for PostgreSQL that ends in bounded time, with 0 or 1: a standby that waits for a lost archive does not
 * stream meanwhile. pgBackRest can hang in its own handler of SIGTERM, so SIGKILL follows, and what
 * `timeout` ends with then would be fatal to PostgreSQL's recovery. Patroni runs it without a shell: hence `sh`.
 * @see https://www.postgresql.org/docs/current/continuous-archiving.html
 * @see https://github.com/pgbackrest/pgbackrest/pull/2715
 */
const boundedCommand = (seconds: number, command: string) =>
  `sh -c "timeout --kill-after=5 ${seconds} pgbackrest --stanza=${stanza} ${command} || exit 1"`;

/** How PostgreSQL hands a segment of WAL to the archive. */
export const archiveCommand = boundedCommand(60, 'archive-push %p');

/** How PostgreSQL, and Patroni before a rewind, ask for a segment of WAL. */
export const restoreCommand = boundedCommand(10, 'archive-get %f %p');

/** MiB that the role wants free where the repository is: as a setting says, or its default. */
export function leastFreeMebibytes({ settings }: Pick<Stand, 'settings'>): number {
  return Number(settings.pgbackrest?.pgbackrest_least_free_mib ?? 256);
}

/** For how many days base backups and WAL keep what is removed now; undefined where full ones are made by another calendar. */
export function keptDays({ settings }: Pick<Stand, 'settings'>): number | undefined {
  if (settings.pgbackrest?.pgbackrest_full_calendar !== undefined) return undefined;
  // By default one a week, and one may have just been made.
  return (Number(settings.pgbackrest?.pgbackrest_retention_full ?? 4) + 1) * 7;
}

/** Base backups and WAL of PostgreSQL, in one repository on the backup host's export. */
export const pgbackrest: Service = {
  name: 'pgbackrest',
  group: 'psqlserver',
  requires: ['bkserver'],
  after: ['postgresql', 'nfs_client'],
  units: ['pgbackrest-full.timer', 'pgbackrest-diff.timer'],
  collectors: () => [{ name: 'pgbackrest', arguments: [stanza] }],
  flows: () => [],
  secrets: () => [
    {
      name: 'pgbackrest_cipher_passphrase',
      rotation: { never: 'the backups are encrypted with it' },
    },
  ],
  variables: (stand): Variables => ({
    pgbackrest_stanza: stanza,
    pgbackrest_repository: `${mountPoint}/${archiveFolder}`,
    pgbackrest_postgresql_version: stand.postgresql.version,
    pgbackrest_cipher_passphrase: fromVault('pgbackrest_cipher_passphrase'),
  }),
  emulated: { pgbackrest_archive_timeout: 240 },
};
