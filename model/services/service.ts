import type { Fault } from '../faults';
import type { Flow } from '../flow';
import type { Host } from '../hosts';
import type { Stand } from '../stand';

/** A part of the stand that one Ansible playbook makes so. */
export interface Service {
  /** Name of its playbook and of its role. */
  readonly name: string;
  /** The group of hosts it runs on, or `all`. */
  readonly group: string;
  /** Services that must stand before it. */
  readonly after: readonly string[];
  /** systemd units that run while it works. */
  readonly units: readonly string[];
  /** Traffic it needs. */
  readonly flows: (stand: Placement) => readonly Flow[];
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

export type Variables = Readonly<Record<string, Value>>;
export type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [name: string]: Value };

/** The expression by which a variable takes its value from the vault. */
export function fromVault(secret: string): string {
  return `{{ vault_${secret} }}`;
}
