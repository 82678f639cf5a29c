import type { Role } from '../../ansible/role';
import { secretsVariables } from '../../ansible/variables';
import { toYaml } from '../../ansible/yaml';
import type { SecretPaths } from '../../controller/paths';
import { ownVariables, sharedVariables } from '../../model/services/role-variables';
import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Host } from '../../model/topology/hosts';

const paths: SecretPaths = {
  vaultFile: 'secrets/vault.yml',
  vaultPasswordFile: '~/.config/stand/vault-password',
  caDirectory: 'secrets/ca',
};

/** A play that applies a role, with the required variables as the stand sets them. */
export function roleExample(stand: Stand, { name, options }: Role): string {
  const { hosts, variables } = caller(stand, name);
  const required = Object.entries(variables).filter(([variable]) => options[variable]?.required);
  const vars = shortened(Object.fromEntries(required)) as object;
  const role = Object.keys(vars).length > 0 ? { role: name, vars } : name;
  const become = hosts !== 'localhost';
  return toYaml([{ hosts, become, gather_facts: false, roles: [role] }]).trimEnd();
}

function caller(stand: Stand, name: string) {
  const service = stand.services.find((service) => service.name === name);
  if (service) {
    const [host] = hostsOf(stand, service.group);
    const own = ownVariables(stand, service, host as Host);
    return {
      hosts: service.group,
      variables: { ...sharedVariables(stand, service), ...own },
    };
  }
  // Not a service: what makes the secrets, and what the other roles share.
  if (name === 'secrets') return { hosts: 'localhost', variables: secretsVariables(stand, paths) };
  return { hosts: 'all', variables: { packages_names: ['openssl'] } };
}

/** A value whose lists end after two entries. */
function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 2).map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shortened(inner)]));
}
