import { lastBackupAge } from './common-panels';
import { dashboard } from './dashboard';
import { graph, number, state, table } from './panels';

export const backups = dashboard(
  'backups',
  'Backups',
  'Whether everything could be brought back: pgBackRest for PostgreSQL, Bacula for files.',
)
  .withPanel(state('Repository of PostgreSQL', 'min(pgbackrest_stanza_ok)'))
  .withPanel(lastBackupAge())
  .withPanel(number('Size of the repository', 'bytes', 'max(pgbackrest_repository_size_bytes)'))
  .withPanel(state('Bacula director', 'max(bacula_director_up)'))
  .withPanel(
    number('Failed Bacula jobs', 'none', 'count(bacula_job_last_success == 0) or vector(0)', {
      bad: 1,
    }),
  )
  .withPanel(number('Size of Bacula volumes', 'bytes', 'sum(bacula_pool_bytes)'))
  .withPanel(
    graph('Age of the last archived WAL', 's', [
      'time() - max(pg_archive_last_success_timestamp_seconds)',
      'WAL',
    ]),
  )
  .withPanel(
    graph(
      'Segments of WAL archived',
      'ops',
      ['sum(rate(pg_stat_archiver_archived_count[$__rate_interval]))', 'archived'],
      ['sum(rate(pg_stat_archiver_failed_count[$__rate_interval]))', 'failed'],
    ),
  )
  .withPanel(
    graph('Age of base backups', 's', [
      'time() - max by (type) (pgbackrest_backup_last_timestamp_seconds)',
      '{{type}}',
    ]),
  )
  .withPanel(
    graph('Size of base backups', 'bytes', [
      'max by (type) (pgbackrest_backup_last_size_bytes)',
      '{{type}}',
    ]),
  )
  .withPanel(
    graph('Age of Bacula jobs, in parts of the time between two', 'percentunit', [
      '(time() - max by (exported_job) (bacula_job_last_end_timestamp_seconds)) / max by (exported_job) (bacula_job_schedule_seconds)',
      '{{exported_job}}',
    ]),
  )
  .withPanel(table('Last Bacula jobs: 1 is success', 'none', 'bacula_job_last_success'))
  .withPanel(
    graph('Bytes of the last Bacula jobs', 'bytes', ['bacula_job_last_bytes', '{{exported_job}}']),
  )
  .withPanel(
    graph('Files of the last Bacula jobs', 'none', ['bacula_job_last_files', '{{exported_job}}']),
  )
  .withPanel(graph('Bytes by pool', 'bytes', ['bacula_pool_bytes', '{{pool}}']))
  .withPanel(graph('Volumes by pool', 'none', ['bacula_pool_volumes', '{{pool}}']));
