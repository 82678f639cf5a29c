import { backupIntervals } from '../backups/intervals';
import { backupFilesets, backupJobs, backupPools, backupSchedules } from '../backups/jobs';
import type { Variables } from '../description/variables';
import type { Service, Stand } from '../stand';
import { hostsOf } from '../topology/groups';
import { addressFaults } from '../traffic/address-faults';
import { pathBetween } from '../traffic/paths';
import {
  backupHost,
  baculaPorts,
  clientName,
  clientSecret,
  directorName,
  hasJobs,
} from './bacula-client';
import { databases } from './postgresql';
import { fromVault } from './service';

/** Where its storage daemon keeps volumes. */
export const volumesFolder = '/srv/bacula';

/** Where its daemons write down what they have done. */
const baculaState = '/var/lib/bacula';

/** Bacula's director and storage daemon, and their catalog in a PostgreSQL of their own. */
export const baculaDirector: Service = {
  name: 'bacula_director',
  group: 'bkserver',
  data: [
    { path: '/srv' },
    databases,
    {
      path: baculaState,
      owner: { name: 'bacula', id: 547, description: 'Bacula', home: baculaState },
      mode: '0700',
    },
  ],
  wanted: hasJobs,
  // A job may be due as soon as the director runs: its file daemon should be there.
  after: ['bacula_client'],
  units: (stand) => ['bacula-director', 'bacula-sd', `postgresql@${stand.postgresql.version}-main`],
  interruption: {
    what: 'a backup that runs while a daemon has to restart fails, and is tried again',
  },
  certificate: { units: ['bacula-director', 'bacula-sd'] },
  collectors: (stand) => [
    {
      name: 'bacula',
      arguments: Object.entries(backupIntervals(stand.backups)).map(
        ([job, seconds]) => `${job}=${seconds}`,
      ),
    },
  ],
  flows: () => [
    {
      from: ['baculas'],
      to: 'bkserver',
      protocol: 'tcp',
      ports: [baculaPorts.storage],
      why: 'Bacula storage daemon',
    },
  ],
  secrets: () => [{ name: 'bacula_console_password' }, { name: 'bacula_storage_password' }],
  variables: (stand): Variables => ({
    bacula_director_name: directorName(stand),
    bacula_director_postgresql_version: stand.postgresql.version,
    bacula_director_postgresql_suite: stand.postgresql.suite,
    bacula_director_tls_options: stand.release.baculaTlsOptions,
    bacula_director_console_password: fromVault('bacula_console_password'),
    bacula_director_storage_name: `${backupHost(stand).name}-sd`,
    bacula_director_storage_address: backupHost(stand).serviceAddress,
    bacula_director_storage_host: backupHost(stand).fqdn,
    bacula_director_storage_password: fromVault('bacula_storage_password'),
    bacula_director_restore_client: clientName(backupHost(stand).name),
    bacula_director_clients: clients(stand),
    ...resources(stand),
  }),
  faults: (stand) => [
    ...addressFaults(stand, 'baculas', 'bkserver'),
    ...addressFaults(stand, 'bkserver', 'filedaemons'),
  ],
};

function clients(stand: Stand): Variables[] {
  return hostsOf(stand, 'filedaemons').map((host) => ({
    name: clientName(host.name),
    address: pathBetween(stand, backupHost(stand), host)?.destination ?? host.serviceAddress,
    certificate_name: host.fqdn,
    password: fromVault(clientSecret(host)),
  }));
}

function resources(stand: Stand): Variables {
  return {
    bacula_director_filesets: backupFilesets(stand.backups).map((fileset) => ({ ...fileset })),
    bacula_director_schedules: backupSchedules(stand.backups).map((schedule) => ({ ...schedule })),
    bacula_director_pools: backupPools(stand.backups).map((pool) => ({
      name: pool.name,
      retention_days: pool.retentionDays,
      volume_gib: pool.volumeGiB,
      volume_days: pool.volumeDays,
      volumes: pool.volumes,
      label_format: pool.labelFormat,
    })),
    bacula_director_jobs: backupJobs(stand.backups).map((job) => ({
      name: job.name,
      client: clientName(job.host),
      fileset: job.fileset,
      schedule: job.schedule,
      full_pool: job.pools.full,
      differential_pool: job.pools.differential,
      incremental_pool: job.pools.incremental,
      dump: job.dump,
    })),
  };
}
