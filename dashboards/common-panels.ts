import { number } from './panels';

/** What more than one dashboard shows; each needs a panel of its own. */
export const usersConnected = () =>
  number('Users connected', 'none', 'max(ejabberd_connected_users)');

export const standbysStreaming = () =>
  number(
    'Standbys streaming',
    'none',
    'count(pg_stat_replication_pg_wal_lsn_diff{state="streaming"}) or vector(0)',
    { good: 1 },
  );

export const lastBackupAge = () =>
  number(
    'Age of the last base backup',
    's',
    'time() - max(pgbackrest_backup_last_timestamp_seconds)',
    { bad: 26 * 3600 },
  );
