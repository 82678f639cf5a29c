import { createHash } from 'node:crypto';
import { secretNames } from '../../ansible/variables';
import type { RenderInputs } from './inputs';
import type { RoleVariables } from './role-variables';
import type { ServiceFiles } from './service-files';

/**
 * For each playbook by name, the digest of what it reads. Where a checkout lies must not change one:
 * a team shares the state.
 */
export function digests(
  { stand, roleDigests }: RenderInputs,
  variables: readonly RoleVariables[],
  copied: ServiceFiles,
): Record<string, string> {
  const services = variables.map(({ service, shared, own }) => {
    const hosts = [...own].map(([{ name, managementAddress }, values]) => [
      ...[name, managementAddress],
      values,
    ]);
    const roles = [roleDigests[service.name], roleDigests.packages];
    return [service.name, digest([roles, shared, hosts, copied[service.name]])];
  });
  const secrets = digest([roleDigests.secrets, secretNames(stand)]);
  return { ...Object.fromEntries(services), secrets };
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
