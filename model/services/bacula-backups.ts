import { backupJobs } from '../backups/jobs';
import type { Variables } from '../description/variables';
import type { Service } from '../stand';
import { hasJobs } from './bacula-client';

/** First backups: a deployment ends when all of it could be restored, not before. */
export const baculaBackups: Service = {
  name: 'bacula_backups',
  group: 'bkserver',
  wanted: hasJobs,
  // Everything that is backed up: a dump without the tables, or files of a host half set up, are useless.
  after: ['bacula_director', 'pgbackrest', 'ejabberd', 'prometheus', 'grafana', 'alertmanager'],
  units: [],
  flows: () => [],
  secrets: () => [],
  variables: (stand): Variables => ({
    bacula_backups_jobs: backupJobs(stand.backups).map(({ name }) => name),
  }),
};
