import type { Variables } from '../description/variables';
import type { Service, Stand } from '../stand';
import { isInGroup } from '../topology/groups';
import type { Host } from '../topology/hosts';

/** The services that the model puts on a host. */
export function servicesOf(stand: Stand, host: Host): Service[] {
  return stand.services.filter(({ group }) => isInGroup(stand, group, host));
}

/** The units that run on a service's hosts. */
export function unitsOf({ units }: Service, stand: Stand): readonly string[] {
  return typeof units === 'function' ? units(stand) : units;
}

/** Names of the secrets that a service's variables take from the vault. */
export function secretsIn(...variables: readonly Variables[]): string[] {
  const found = JSON.stringify(variables).matchAll(/\bvault_(\w+)/g);
  return [...new Set([...found].map(([, name]) => name as string))].sort();
}

/** The expression by which a variable takes its value from the vault. */
export function fromVault(secret: string): string {
  return `{{ vault_${secret} }}`;
}
