import type { Service } from '../model/services';
import { toYaml } from './yaml';

/** The playbook of a service: hosts to role. @param vaultFile absolute path of the vault */
export function servicePlaybook(service: Service, vaultFile: string): string {
  return toYaml([
    {
      name: `Converge ${service.name}`,
      hosts: service.group,
      become: true,
      gather_facts: false,
      any_errors_fatal: true,
      vars_files: [vaultFile],
      roles: [service.name],
    },
  ]);
}

/** The playbook that generates the vault and the stand's certificate authority on this machine. */
export function secretsPlaybook(): string {
  return toYaml([
    {
      name: 'Generate secrets',
      hosts: 'localhost',
      connection: 'local',
      gather_facts: false,
      roles: ['secrets'],
    },
  ]);
}
