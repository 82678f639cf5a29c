import type { AlertsConfig } from './alerts';
import type { BackupsConfig } from './backup-config';
import type { CertificatesConfig } from './certificates';
import type { Flow } from './flow';
import type { GrafanaConfig } from './grafana-package';
import type { RetentionConfig } from './retention';
import type { SecretsConfig } from './secrets';
import type { StateConfig } from './state';
import type { Variables } from './variables';

/** What a user writes in `stand.config.ts`. Everything else is derived from it. */
export interface StandConfig {
  /** Short name of the stand, a DNS label; libvirt's objects carry it as a prefix. */
  readonly name: string;
  /** The XMPP domain, and the DNS domain of the hosts. */
  readonly domain: string;
  /** Debian release of the hosts. @default 'trixie' */
  readonly release?: 'trixie' | 'bookworm';
  /**
   * Major version of PostgreSQL. The one of an earlier release comes from that release's archive, for a
   * stand that was deployed with it; `./stand upgrade postgresql` changes it. @default the release's own
   */
  readonly postgresqlVersion?: 17 | 15;
  /** What runs the hosts. @default 'auto': kvm where hypervisors are named or this machine has it, else lxc */
  readonly hypervisor?: HypervisorChoice;
  /**
   * Where virtual machines run, by names of your choice.
   * @default this machine's own libvirt for kvm, the lab's for qemu
   */
  readonly hypervisors?: Readonly<Record<string, HypervisorConfig>>;
  /**
   * What hosts start from: a disk image for virtual machines, or `plain` for Debian as it comes.
   * @default in the lab Debian with the packages of the roles, elsewhere Debian's cloud image, pinned
   */
  readonly image?: MachineImageConfig | 'plain';
  /** Networks by name. Exactly one is of kind `nat`: the management network. */
  readonly networks: Readonly<Record<string, NetworkConfig>>;
  /** Hosts by name. */
  readonly hosts: Readonly<Record<string, HostConfig>>;
  /** Default size of a host. @default 1024 MiB, 1 vCPU, disks of 10 GiB and 20 GiB */
  readonly size?: Partial<Size>;
  /** XMPP accounts that the stand starts with; their passwords are generated. */
  readonly accounts: { readonly admins: readonly string[]; readonly users: readonly string[] };
  /** Whose certificates clients and other servers are shown. @default { source: 'own' }: the stand's own authority's */
  readonly certificates?: CertificatesConfig;
  /** Whether browsers are shown a chat, and how else to connect, at `https://DOMAIN/`. @default true */
  readonly webChat?: boolean;
  /** What the host with the role `backup` keeps copies of. @default nothing */
  readonly backups?: BackupsConfig;
  /** Traffic allowed besides what the services themselves need. @default none */
  readonly flows?: readonly Flow[];
  /** How long things are kept. @default for ever */
  readonly retention?: RetentionConfig;
  /** Value of net.ipv4.ip_default_ttl on every host, 1 to 255. @default 66 */
  readonly ttl?: number;
  /** URL of an apt proxy that the hosts use. @default none; the lab brings its own */
  readonly aptProxy?: string;
  /** Where Terraform keeps its state. @default { backend: 'local' } */
  readonly state?: StateConfig;
  /** To whom alerts are sent. @default nobody; alertmanager shows them */
  readonly alerts?: AlertsConfig;
  /** Grafana's package. @default its release 11.4.0, from Grafana's own signed repository */
  readonly grafana?: GrafanaConfig;
  /**
   * Variables of the services' roles, by service; laid over what their roles have by default.
   * docs/reference/settings.md lists them. @default none
   */
  readonly settings?: Readonly<Record<string, Variables>>;
  /** Where the generated secrets live. */
  readonly secrets?: SecretsConfig;
}

export type HypervisorChoice = 'auto' | Hypervisor;

/**
 * `kvm`: virtual machines; `qemu`: the same in software emulation, which is slow and works
 * everywhere; `lxc`: containers of the lab, on the kernel of this machine.
 */
export type Hypervisor = 'kvm' | 'qemu' | 'lxc';

/** A libvirt that runs virtual machines. */
export interface HypervisorConfig {
  /** Such as `qemu:///system` or `qemu+ssh://user@host/system`. @see https://libvirt.org/uri.html */
  readonly uri: string;
  /** Folder there in which the stand's disks lie. @default /var/lib/libvirt/images/STAND */
  readonly pool?: string;
}

/** A disk image with cloud-init that virtual machines boot from. */
export interface MachineImageConfig {
  /** URL, or a file's path, absolute or from the project's folder; qcow2. */
  readonly source: string;
  /** Its SHA-512 in hexadecimal digits. */
  readonly sha512: string;
}

export interface NetworkConfig {
  /** IPv4 network, such as `192.168.1.0/29`. */
  readonly cidr: string;
  /**
   * `nat`: the hypervisor has the first address and gives a way out (management).
   * `isolated`: the hypervisor has no address there; only a gateway host connects it.
   * `public`: its addresses are ones that clients and other servers reach. A host has one at most, and
   * sends all that is for elsewhere by the network's router.
   */
  readonly kind: 'nat' | 'isolated' | 'public';
  /**
   * Address of a public network's router there. @default the first one, which the hypervisor has where
   * libvirt makes the network
   */
  readonly router?: string;
  /**
   * The address by which the world reaches the hypervisor, where a public network has private ones that only the hypervisor
   * knows: it forwards to the hosts what is for the world, and nothing else. @default none
   */
  readonly published?: string;
  /**
   * An existing bridge of every hypervisor that carries the network, such as one on a VXLAN. Hosts
   * on several hypervisors need it. Instead of the hypervisor, your own router then has the first
   * address of the management network. @default a network that libvirt makes
   */
  readonly bridge?: string;
  /** IPv6 addresses of a public network, for those of its hosts that have one there. @default none */
  readonly ipv6?: Ipv6Config;
}

export interface Ipv6Config {
  /** IPv6 network, such as `2001:db8:5::/64`. */
  readonly cidr: string;
  /**
   * Address of the network's router by IPv6, there or link-local. @default the first one, which the hypervisor has where
   * libvirt makes the network
   */
  readonly router?: string;
}

export interface HostConfig {
  /** What the host does. A role puts it into the role's group and so under its services. */
  readonly roles: readonly RoleName[];
  /** IPv4 address in each network that the host is attached to. */
  readonly addresses: Readonly<Record<string, string>>;
  /**
   * A second address in some of these networks, which stays when the host is gone: another one with its role takes it
   * over. For nodes of ejabberd, where clients are led, and for gateways, by which all others route. @default none
   */
  readonly floating?: Readonly<Record<string, string>>;
  /** IPv6 address in a network that has such addresses. @default none */
  readonly ipv6?: Readonly<Record<string, string>>;
  /** Inventory groups besides those that follow from its roles. @default none */
  readonly groups?: readonly string[];
  /** @default the stand's size */
  readonly size?: Partial<Size>;
  /** Name of the hypervisor it runs on. @default the first */
  readonly hypervisor?: string;
}

export interface Size {
  readonly memoryMiB: number;
  readonly vcpus: number;
  /** A virtual machine's own disk, which goes with it. */
  readonly diskGiB: number;
  /** Each of its data volumes, which outlive it. */
  readonly dataGiB: number;
}

export const roleNames = [
  'ejabberd',
  'postgresql',
  'etcd',
  'gateway',
  'backup',
  'monitoring',
] as const;
export type RoleName = (typeof roleNames)[number];
