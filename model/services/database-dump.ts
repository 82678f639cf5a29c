import { backupJobs } from '../backups/jobs';
import type { Variables } from '../description/variables';
import type { Stand } from '../stand';
import { hostsOf } from '../topology/groups';
import type { Host } from '../topology/hosts';
import { pathBetween } from '../traffic/paths';
import { ejabberdDatabase, ejabberdDatabaseAccess } from './ejabberd-database';
import { fromVault } from './service';

/** Vault's name of the password by which dumps are made. */
export const dumpSecret = 'postgresql_dump_password';

export const dumpUser = 'dump_role';

/** Hosts whose backup includes a dump of ejabberd's database. */
export function dumpHosts(stand: Stand): Host[] {
  return stand.hosts.filter((host) => dumps(stand, host));
}

function dumps({ backups }: Stand, { name }: Host): boolean {
  return backupJobs(backups).some(({ dump, host }) => dump && host === name);
}

/** The role that dumps: it reads everything and writes nothing. */
export function dumpRoles(stand: Stand): Variables[] {
  if (dumpHosts(stand).length === 0) return [];
  return [{ name: dumpUser, password: fromVault(dumpSecret), member_of: ['pg_read_all_data'] }];
}

/** Records of pg_hba.conf that let the role into every server; a host's own is one of them. */
export function dumpAccess(stand: Stand): Variables[] {
  const addresses = dumpHosts(stand).flatMap((host) =>
    hostsOf(stand, 'psqlserver').flatMap((server) =>
      server === host ? host.serviceAddress : (pathBetween(stand, host, server)?.source ?? []),
    ),
  );
  return ejabberdDatabaseAccess(stand, dumpUser, [...new Set(addresses)]);
}

/** Variables of the file daemon's role on a host that dumps. */
export function dumpVariables(stand: Stand, host: Host): Variables {
  if (!dumps(stand, host)) return {};
  return {
    bacula_client_dump_database: ejabberdDatabase(stand).name,
    bacula_client_dump_user: dumpUser,
    bacula_client_dump_password: fromVault(dumpSecret),
    bacula_client_dump_servers: hostsOf(stand, 'psqlserver').map(({ fqdn }) => fqdn),
  };
}
