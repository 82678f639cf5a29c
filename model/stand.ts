import type { AlertsConfig } from './description/alerts';
import type { BackupsConfig } from './description/backup-config';
import type { CertificatesConfig } from './description/certificates';
import type { Hypervisor, StandConfig } from './description/config';
import type { Fault } from './description/faults/faults';
import type { Flow } from './description/flow';
import type { GrafanaConfig } from './description/grafana-package';
import type { PostgresqlVersion } from './description/postgresql-version';
import type { Release } from './description/releases';
import type { RetentionConfig } from './description/retention';
import type { SecretsConfig } from './description/secrets';
import type { StateConfig } from './description/state';
import type { Variables } from './description/variables';
import type { Host } from './topology/hosts';
import type { HypervisorFacts } from './topology/hypervisors';
import type { Network } from './topology/networks';
import type { Topology } from './topology/topology';

/** A validated stand with every derived fact; what all renderers read. */
export interface Stand extends Topology {
  readonly name: string;
  readonly domain: string;
  readonly release: Release;
  readonly postgresql: PostgresqlVersion;
  /** What runs the hosts. */
  readonly hypervisor: Hypervisor;
  /** Where they run, the default first. */
  readonly hypervisors: readonly HypervisorFacts[];
  /** The network through which the hosts are managed; the hypervisor has its first address. */
  readonly management: Network;
  /** In order of dependency: each after those that it needs. */
  readonly services: readonly Service[];
  /** Services that hosts have roles for but do not get, each with the reason. */
  readonly absent: readonly { readonly service: Service; readonly why: string }[];
  readonly flows: readonly Flow[];
  readonly accounts: StandConfig['accounts'];
  /** Whose certificates strangers are shown. */
  readonly certificates: CertificatesConfig;
  /** Whether browsers are shown pages. */
  readonly webChat: boolean;
  readonly backups: BackupsConfig;
  /** The virtual machines' disk image, where the description names one. */
  readonly image: StandConfig['image'];
  readonly retention: RetentionConfig;
  readonly ttl: number;
  readonly aptProxy: string;
  readonly state: StateConfig;
  readonly alerts: AlertsConfig;
  /** Grafana's package, where the description names one. */
  readonly grafana: GrafanaConfig | undefined;
  /** Variables of roles that the description sets, by service. */
  readonly settings: Readonly<Record<string, Variables>>;
  readonly secrets: SecretsConfig;
}

/** A part of the stand that one Ansible playbook deploys. */
export interface Service {
  /** Name of its playbook and of its role. */
  readonly name: string;
  /** The group of hosts it runs on, or `all`. */
  readonly group: string;
  /** Groups without which the stand does not have the service. @default its own only */
  readonly requires?: readonly string[];
  /** Whether the description asks for it where it has hosts. @default always */
  readonly wanted?: (config: StandConfig) => boolean;
  /** Services that must stand before it. */
  readonly after: readonly string[];
  /** systemd units that run while it works. */
  readonly units: readonly string[] | ((stand: Stand) => readonly string[]);
  /** Script of operations/guest by which a host leaves what the service's hosts form together. @default none */
  readonly leave?: string;
  /** What its users notice when its playbook restarts something. @default nothing */
  readonly interruption?: Interruption;
  /** When its data is left behind, though not lost. @default never */
  readonly stranding?: Stranding;
  /** Folders that must outlive a host: each lies on a volume, or in a folder, of its own. @default none */
  readonly data?: readonly DataFolder[];
  /** How it uses its hosts' certificates. @default not at all */
  readonly certificate?: CertificateUse;
  /** What besides secrets of the vault it is deployed again for when that is rotated. @default nothing */
  readonly rotatedWith?: readonly Issued[];
  /** How a host differs from the description; shown by `status`. @default not at all */
  readonly notes?: (stand: Stand, host: Host) => readonly string[];
  /** Traffic it needs. */
  readonly flows: (topology: Topology) => readonly Flow[];
  /** Where each of its hosts shows Prometheus its metrics. @default nowhere */
  readonly metrics?: readonly MetricsPort[];
  /** What the node exporter measures of it on each of its hosts. @default nothing */
  readonly collectors?: (stand: Stand) => readonly Collector[];
  /** Secrets it needs; generated once into the vault. */
  readonly secrets: (stand: Stand) => readonly Secret[];
  /** The role's variables that are the same on all its hosts. */
  readonly variables: (stand: Stand) => Variables;
  /** The role's variables that differ from host to host. @default none */
  readonly hostVariables?: (stand: Stand, host: Host) => Variables;
  /** The role's variables that differ on emulated machines. @default none */
  readonly emulated?: Variables;
  /** Faults of a stand in which the service cannot work. @default none */
  readonly faults?: (stand: Stand) => readonly Fault[];
}

/** Data that stays where it is, and that nobody reads any more. */
export interface Stranding {
  /** Names of what the playbook reads whose change leads to it. */
  readonly by: RegExp;
  /** What becomes of the data. */
  readonly what: string;
}

export interface Interruption {
  /** What is interrupted, and for about how long. */
  readonly what: string;
  /** Names of what the playbook reads that lead to it. @default all of them */
  readonly by?: RegExp;
}

/** A folder that must outlive its host. */
export interface DataFolder {
  readonly path: string;
  /** Whose it is, and what is in it. @default root's */
  readonly owner?: SystemAccount;
  /** @default 0755 */
  readonly mode?: string;
}

/** A user without a password, with a group of the same name and number. @see sysusers.d(5) */
export interface SystemAccount {
  readonly name: string;
  /** From 543 to 599: Debian's packages count from 100 upwards and from 999 downwards. */
  readonly id: number;
  readonly description: string;
  readonly home: string;
  /** Mode of the home. @default 0755 */
  readonly homeMode?: string;
  /** @default nologin's */
  readonly shell?: string;
}

/** How a service uses the certificate of a host that it runs on. */
export interface CertificateUse {
  /** Names besides the host's own for which it speaks. @default none */
  readonly names?: (stand: Stand, host: Host) => readonly string[];
  /** Units that read the certificate, to be reloaded when it is renewed. */
  readonly units: readonly string[];
}

/** What the stand's authority is and signs: the certificates of all hosts, and its own. */
export type Issued = 'certificates' | 'ca';

export interface Secret {
  /** Its name in the vault, `vault_` put before. */
  readonly name: string;
  /** Number of random letters and digits. @default 32 */
  readonly length?: number;
  /** How it is rotated: by its name only, where people use it; or why never. @default with all others too */
  readonly rotation?: 'by name' | { readonly never: string };
}

/** Where a service shows its metrics, over https. */
export interface MetricsPort {
  /** Prometheus's name for it, the value of the label `job`. */
  readonly job: string;
  readonly port: number;
}

/** A program that measures a service which shows no metrics itself. */
export interface Collector {
  /** One that the role node_exporter has. */
  readonly name: string;
  /** The program's arguments. @default none */
  readonly arguments?: readonly string[];
}
