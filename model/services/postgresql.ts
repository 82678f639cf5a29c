import type { Fault } from '../faults';
import { hostsOf } from '../groups';
import { pathBetween } from '../paths';
import type { Stand } from '../stand';
import { ejabberdDatabase } from './ejabberd-database';
import { etcdMembers } from './etcd';
import { fromVault, type Service, type Variables } from './service';

/** PostgreSQL with streaming replication; Patroni decides which host is primary. */
export const postgresql: Service = {
  name: 'postgresql',
  group: 'psqlserver',
  after: ['etcd'],
  units: ['patroni'],
  flows: () => [
    {
      from: ['psqlserver'],
      to: 'psqlserver',
      protocol: 'tcp',
      ports: [5432],
      why: 'streaming replication',
    },
    {
      from: ['psqlserver'],
      to: 'psqlserver',
      protocol: 'tcp',
      ports: [8008],
      why: 'Patroni asks its peers',
    },
  ],
  secrets: () =>
    ['superuser', 'replication', 'rewind', 'ejabberd'].map((user) => ({
      name: `postgresql_${user}_password`,
    })),
  variables: (stand): Variables => ({
    postgresql_version: stand.release.postgresqlVersion,
    postgresql_packages: stand.release.postgresqlPackages,
    postgresql_validate_command: stand.release.patroniValidateCommand,
    postgresql_members: hostsOf(stand, 'psqlserver').map(({ name, serviceAddress }) => ({
      name,
      address: serviceAddress,
    })),
    postgresql_etcd_hosts: etcdMembers(stand).map(({ address }) => `${address}:2379`),
    postgresql_hba: ejabberdAccess(stand),
    postgresql_roles: [
      { name: ejabberdDatabase(stand).user, password: fromVault('postgresql_ejabberd_password') },
    ],
    postgresql_databases: [
      { name: ejabberdDatabase(stand).name, owner: ejabberdDatabase(stand).user },
    ],
    postgresql_superuser_password: fromVault('postgresql_superuser_password'),
    postgresql_replication_password: fromVault('postgresql_replication_password'),
    postgresql_rewind_password: fromVault('postgresql_rewind_password'),
  }),
  hostVariables: (_stand, host) => ({
    postgresql_name: host.name,
    postgresql_address: host.serviceAddress,
  }),
  faults: (stand): Fault[] =>
    hostsOf(stand, 'etcd').length > 0
      ? []
      : [
          {
            where: 'postgresql',
            what: 'no host has the role etcd',
            remedy: 'give it to one, or to three',
          },
        ],
};

/** Lines of pg_hba.conf that let each ejabberd node in, by TLS only. */
function ejabberdAccess(stand: Stand): string[] {
  const { name, user } = ejabberdDatabase(stand);
  const addresses = hostsOf(stand, 'ejserver').flatMap((node) =>
    hostsOf(stand, 'psqlserver').flatMap(
      (server) => pathBetween(stand, node, server)?.source ?? [],
    ),
  );
  return [...new Set(addresses)].map(
    (address) => `hostssl ${name} ${user} ${address}/32 scram-sha-256`,
  );
}
