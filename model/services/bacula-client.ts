import type { StandConfig } from '../description/config';
import type { Variables } from '../description/variables';
import type { Service, Stand } from '../stand';
import { hostsOf } from '../topology/groups';
import type { Host } from '../topology/hosts';
import { dumpVariables } from './database-dump';
import { isolatedNetworks } from './ejabberd';
import { fromVault } from './service';

/** TCP ports of Bacula's daemons. */
export const baculaPorts = { director: 9101, file: 9102, storage: 9103 } as const;

/** Bacula's file daemon, on every host that is backed up and on the one that takes restored files. */
export const baculaClient: Service = {
  name: 'bacula_client',
  interruption: {
    what: 'a backup that runs while a daemon has to restart fails, and is tried again',
  },
  group: 'filedaemons',
  requires: ['bkserver'],
  wanted: hasJobs,
  after: ['base'],
  units: ['bacula-fd'],
  certificate: { units: ['bacula-fd'] },
  flows: (stand) => [
    {
      from: isolatedNetworks(stand),
      to: 'ejserver',
      protocol: 'tcp',
      ports: [baculaPorts.file],
      why: 'Bacula file daemon',
    },
    ...['psqlserver', 'monserver'].map((to) => ({
      from: ['bkserver'],
      to,
      protocol: 'tcp' as const,
      ports: [baculaPorts.file],
      why: 'Bacula file daemon',
    })),
  ],
  secrets: (stand) => hostsOf(stand, 'filedaemons').map((host) => ({ name: clientSecret(host) })),
  variables: (stand): Variables => ({
    bacula_client_director: directorName(stand),
    bacula_client_director_certificate_name: backupHost(stand).fqdn,
    bacula_client_tls_options: stand.release.baculaTlsOptions,
  }),
  hostVariables: (stand, host) => ({
    bacula_client_name: clientName(host.name),
    bacula_client_address: host.serviceAddress,
    bacula_client_password: fromVault(clientSecret(host)),
    ...dumpVariables(stand, host),
  }),
};

/** The host with the director and the storage daemon. */
export function backupHost(stand: Stand): Host {
  return hostsOf(stand, 'bkserver')[0] as Host;
}

export function directorName(stand: Stand): string {
  return `${backupHost(stand).name}-dir`;
}

/** Bacula's name of the file daemon on the host of that name. */
export function clientName(host: string): string {
  return `${host}-fd`;
}

/** Vault's name of the password between the director and a host's file daemon. */
export function clientSecret({ name }: Host): string {
  return `bacula_${name.replaceAll('-', '_')}_password`;
}

/** A stand without jobs needs no Bacula. */
export function hasJobs({ backups }: Pick<StandConfig, 'backups'>): boolean {
  return Object.keys(backups?.jobs ?? {}).length > 0;
}
