import type { StandConfig } from '../config';
import type { Fault } from '../faults';
import type { Flow } from '../flow';
import { hostsOf } from '../groups';
import type { Host } from '../hosts';
import type { Collector, MetricsPort } from '../metrics';
import type { Stand } from '../stand';
import type { Variables } from '../variables';

export type { Variables } from '../variables';

/** A part of the stand that one Ansible playbook makes so. */
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
  /** Folders that must outlive a host: each is on a volume of its own. @default none */
  readonly data?: readonly string[];
  /** In which way a host has it otherwise than described; `status` tells. @default in none */
  readonly notes?: (stand: Stand, host: Host) => readonly string[];
  /** Traffic it needs. */
  readonly flows: (stand: Placement) => readonly Flow[];
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
  /** What the service cannot work with. @default nothing */
  readonly faults?: (stand: Stand) => readonly Fault[];
}

/** What flows can follow from: hosts, groups and networks, but not the flows themselves. */
export type Placement = Pick<Stand, 'hosts' | 'groups' | 'networks'>;

export interface Secret {
  /** Its name in the vault, `vault_` put before. */
  readonly name: string;
  /** Number of random letters and digits. @default 32 */
  readonly length?: number;
}

/** The services that the model puts on a host. */
export function servicesOf(stand: Stand, host: Host): Service[] {
  return stand.services.filter(({ group }) => hostsOf(stand, group).includes(host));
}

/** The units that run on a service's hosts. */
export function unitsOf({ units }: Service, stand: Stand): readonly string[] {
  return typeof units === 'function' ? units(stand) : units;
}

/** The expression by which a variable takes its value from the vault. */
export function fromVault(secret: string): string {
  return `{{ vault_${secret} }}`;
}
