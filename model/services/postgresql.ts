import type { Fault } from '../description/faults/faults';
import type { Variables } from '../description/variables';
import type { DataFolder, Service, Stand, SystemAccount } from '../stand';
import { hostsOf, isInGroup } from '../topology/groups';
import { addressFaults } from '../traffic/address-faults';
import { sourcesOf } from '../traffic/paths';
import { dumpAccess, dumpHosts, dumpRoles, dumpSecret } from './database-dump';
import { ejabberdDatabase, ejabberdDatabaseAccess } from './ejabberd-database';
import { etcdMembers, etcdPorts } from './etcd';
import { archiveCommand, restoreCommand } from './pgbackrest';
import { fromVault } from './service';

/** PostgreSQL's user; its hosts share the files of the archive, by number. */
export const postgresAccount: SystemAccount = {
  name: 'postgres',
  id: 543,
  description: 'PostgreSQL administrator',
  home: '/var/lib/postgresql',
  shell: '/bin/bash',
};

/** Where PostgreSQL keeps its databases. */
export const databases: DataFolder = { path: postgresAccount.home, owner: postgresAccount };

/** TCP ports of its hosts. */
export const postgresqlPorts = { sql: 5432, patroni: 8008, exporter: 9187 } as const;

/** PostgreSQL with streaming replication; Patroni decides which host is primary. */
export const postgresql: Service = {
  name: 'postgresql',
  group: 'psqlserver',
  after: ['etcd'],
  units: ['patroni'],
  leave: 'leave_postgresql.py',
  certificate: { units: ['patroni'] },
  data: [databases],
  metrics: [{ job: 'patroni', port: postgresqlPorts.patroni }],
  collectors: (stand) => [
    {
      name: 'archive',
      arguments: [ejabberdDatabase(stand).name, stand.domain, `${stand.retention.messages ?? 0}`],
    },
  ],
  flows: () => [
    {
      from: ['psqlserver'],
      to: 'psqlserver',
      protocol: 'tcp',
      ports: [postgresqlPorts.sql],
      why: 'streaming replication',
    },
    {
      from: ['psqlserver'],
      to: 'psqlserver',
      protocol: 'tcp',
      ports: [postgresqlPorts.patroni],
      why: 'Patroni asks its peers',
    },
  ],
  secrets: (stand) =>
    [
      ...['superuser', 'replication', 'rewind', 'ejabberd'].map(
        (user) => `postgresql_${user}_password`,
      ),
      ...(dumpHosts(stand).length > 0 ? [dumpSecret] : []),
    ].map((name) => ({ name })),
  variables: (stand): Variables => ({
    postgresql_version: stand.postgresql.version,
    postgresql_suite: stand.postgresql.suite,
    postgresql_packages: [
      'patroni',
      ...(stand.postgresql.suite === '' ? [`postgresql-${stand.postgresql.version}`] : []),
      'python3-etcd',
      'python3-psycopg2',
      // The program that its archive_command and restore_command name.
      ...(isArchived(stand) ? ['pgbackrest'] : []),
    ],
    postgresql_validate_command: stand.release.patroniValidateCommand,
    postgresql_members: hostsOf(stand, 'psqlserver').map(({ name, serviceAddress }) => ({
      name,
      address: serviceAddress,
    })),
    postgresql_etcd_hosts: etcdMembers(stand).map(
      ({ address }) => `${address}:${etcdPorts.client}`,
    ),
    ...(isArchived(stand) && {
      postgresql_archive_command: archiveCommand,
      postgresql_restore_command: restoreCommand,
    }),
    postgresql_hba: [...ejabberdAccess(stand), ...dumpAccess(stand)],
    postgresql_roles: [
      { name: ejabberdDatabase(stand).user, password: fromVault('postgresql_ejabberd_password') },
      ...dumpRoles(stand),
    ],
    postgresql_databases: [
      { name: ejabberdDatabase(stand).name, owner: ejabberdDatabase(stand).user },
    ],
    postgresql_superuser_password: fromVault('postgresql_superuser_password'),
    postgresql_replication_password: fromVault('postgresql_replication_password'),
    postgresql_rewind_password: fromVault('postgresql_rewind_password'),
  }),
  hostVariables: (stand, host) => ({
    postgresql_name: host.name,
    postgresql_address: host.serviceAddress,
    // HAProxy has the same port on loopback.
    ...(isInGroup(stand, 'ejserver', host) && { postgresql_listen: host.serviceAddress }),
  }),
  faults: (stand): Fault[] =>
    hostsOf(stand, 'etcd').length > 0
      ? ['etcd', 'psqlserver'].flatMap((servers) => addressFaults(stand, 'psqlserver', servers))
      : [
          {
            where: 'postgresql',
            what: 'no host has the role etcd',
            remedy: 'give it to one host, or to three',
          },
        ],
  emulated: {
    postgresql_patroni_ttl: 120,
    postgresql_patroni_loop_wait: 10,
    postgresql_patroni_retry_timeout: 50,
    postgresql_ready_timeout: 900,
  },
};

/** The archive is on the backup host; a stand without one has none. */
function isArchived(stand: Stand): boolean {
  return hostsOf(stand, 'bkserver').length > 0;
}

/** Records of pg_hba.conf that let each ejabberd node in. */
function ejabberdAccess(stand: Stand): Variables[] {
  const addresses = sourcesOf(stand, hostsOf(stand, 'ejserver'), hostsOf(stand, 'psqlserver'));
  return ejabberdDatabaseAccess(stand, ejabberdDatabase(stand).user, addresses);
}
