import type { BackupPlan, LevelPlan } from './backup-config';
import type { HostConfig, Size, StandConfig } from './config';
import { arrayOf, keys, named, optional, type Shape } from './shape';

/** A backend's settings and a role's variables have tables of their own, by which they are judged. */
type Described = Omit<StandConfig, 'state' | 'settings'> & {
  readonly state?: Readonly<Record<string, unknown>>;
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

const size: Shape<Partial<Size>> = keys({
  memoryMiB: optional('number'),
  vcpus: optional('number'),
  diskGiB: optional('number'),
  dataGiB: optional('number'),
});

const host: Shape<HostConfig> = keys({
  roles: arrayOf('string'),
  addresses: named('string'),
  groups: optional(arrayOf('string')),
  size: optional(size),
  hypervisor: optional('string'),
});

const level: Shape<LevelPlan> = keys({
  runs: arrayOf('string'),
  retentionDays: 'number',
  volumeGiB: 'number',
  volumeDays: 'number',
  volumes: 'number',
});

const plan: Shape<BackupPlan> = keys({ full: level, differential: level, incremental: level });

/** Every key that a description can have. */
export const descriptionShape: Shape<Described> = keys({
  name: 'string',
  domain: 'string',
  release: optional('string'),
  hypervisor: optional('string'),
  hypervisors: optional(named(keys({ uri: 'string', pool: optional('string') }))),
  image: optional(keys({ source: 'string', sha512: 'string' })),
  networks: named(keys({ cidr: 'string', kind: 'string', bridge: optional('string') })),
  hosts: named(host),
  size: optional(size),
  accounts: keys({ admins: arrayOf('string'), users: arrayOf('string') }),
  backups: optional(
    keys({
      filesets: named(keys({ paths: arrayOf('string'), compression: 'string' })),
      jobs: named(
        keys({
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
      keys({
        from: arrayOf('string'),
        to: 'string',
        protocol: 'string',
        ports: optional(arrayOf(['number', 'string'])),
        why: 'string',
      }),
    ),
  ),
  ttl: optional('number'),
  aptProxy: optional('string'),
  state: optional(named('any')),
  alerts: optional(
    keys({
      email: optional(
        keys({ to: 'string', from: 'string', smarthost: 'string', username: optional('string') }),
      ),
      webhook: optional('string'),
    }),
  ),
  grafana: optional(keys({ package: 'string', sha256: 'string' })),
  settings: optional(named(named('any'))),
  secrets: optional(keys({ vaultFile: optional('string'), passwordFile: optional('string') })),
});
