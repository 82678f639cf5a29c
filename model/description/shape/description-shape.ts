import type { AlertsConfig, EmailConfig } from '../alerts';
import type {
  BackupJobConfig,
  BackupPlan,
  BackupsConfig,
  FilesetConfig,
  LevelPlan,
} from '../backup-config';
import type {
  HostConfig,
  HypervisorConfig,
  Ipv6Config,
  MachineImageConfig,
  NetworkConfig,
  Size,
  StandConfig,
} from '../config';
import type { Flow } from '../flow';
import type { GrafanaConfig } from '../grafana-package';
import type { RetentionConfig } from '../retention';
import type { SecretsConfig } from '../secrets';
import { arrayOf, keys, named, optional } from './shape';

/**
 * A backend's settings, those of a source of certificates and a role's variables have tables of their own, by which
 * they are judged.
 */
type Described = Omit<StandConfig, 'certificates' | 'state' | 'settings'> & {
  readonly certificates?: Readonly<Record<string, unknown>>;
  readonly state?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

const size = keys<Partial<Size>>({
  memoryMiB: optional('number'),
  vcpus: optional('number'),
  diskGiB: optional('number'),
  dataGiB: optional('number'),
});

const host = keys<HostConfig>({
  roles: arrayOf('string'),
  addresses: named('string'),
  floating: optional(named('string')),
  ipv6: optional(named('string')),
  groups: optional(arrayOf('string')),
  size: optional(size),
  hypervisor: optional('string'),
});

const level = keys<LevelPlan>({
  runs: arrayOf('string'),
  retentionDays: 'number',
  volumeGiB: 'number',
  volumeDays: 'number',
  volumes: 'number',
});

const plan = keys<BackupPlan>({ full: level, differential: level, incremental: level });

/** Every key that a description can have. */
export const descriptionShape = keys<Described>({
  name: 'string',
  domain: 'string',
  release: optional('string'),
  postgresqlVersion: optional('number'),
  hypervisor: optional('string'),
  hypervisors: optional(named(keys<HypervisorConfig>({ uri: 'string', pool: optional('string') }))),
  image: optional(['string', keys<MachineImageConfig>({ source: 'string', sha512: 'string' })]),
  networks: named(
    keys<NetworkConfig>({
      cidr: 'string',
      kind: 'string',
      router: optional('string'),
      published: optional('string'),
      bridge: optional('string'),
      ipv6: optional(keys<Ipv6Config>({ cidr: 'string', router: optional('string') })),
    }),
  ),
  hosts: named(host),
  size: optional(size),
  accounts: keys<StandConfig['accounts']>({ admins: arrayOf('string'), users: arrayOf('string') }),
  certificates: optional(named('any')),
  webChat: optional('boolean'),
  backups: optional(
    keys<BackupsConfig>({
      filesets: named(keys<FilesetConfig>({ paths: arrayOf('string'), compression: 'string' })),
      jobs: named(
        keys<BackupJobConfig>({
          host: 'string',
          fileset: 'string',
          plan: ['string', plan],
          dump: optional('boolean'),
        }),
      ),
    }),
  ),
  flows: optional(
    arrayOf(
      keys<Flow>({
        from: arrayOf('string'),
        to: 'string',
        protocol: 'string',
        ports: optional(arrayOf(['number', 'string'])),
        why: 'string',
      }),
    ),
  ),
  retention: optional(keys<RetentionConfig>({ messages: optional('number') })),
  ttl: optional('number'),
  aptProxy: optional('string'),
  state: optional(named('any')),
  alerts: optional(
    keys<AlertsConfig>({
      email: optional(
        keys<EmailConfig>({
          to: 'string',
          from: 'string',
          smarthost: 'string',
          username: optional('string'),
        }),
      ),
      webhook: optional('string'),
    }),
  ),
  grafana: optional(keys<GrafanaConfig>({ package: 'string', sha256: 'string' })),
  settings: optional(named(named('any'))),
  secrets: optional(
    keys<SecretsConfig>({ vaultFile: optional('string'), passwordFile: optional('string') }),
  ),
});
