import type { Service, Stand } from '../model/stand';
import { answerTimeout } from '../model/topology/emulation';
import { toYaml } from './yaml';

/** Services of a host are made side by side, and packages are installed one after the other. */
const patientApt = { 'ansible.builtin.apt': { lock_timeout: 600 } };

/** The playbook of a service: hosts to role. @param vaultFile absolute path of the vault */
export function servicePlaybook(stand: Stand, service: Service, vaultFile: string): string {
  const seconds = answerTimeout(stand);
  return toYaml([
    {
      name: `Converge ${service.name}`,
      hosts: service.group,
      become: true,
      gather_facts: false,
      any_errors_fatal: true,
      vars_files: [vaultFile],
      module_defaults: patientApt,
      // What systemctl waits for systemd's word; 25 s where nothing is said.
      ...(seconds !== undefined && { environment: { SYSTEMD_BUS_TIMEOUT: `${seconds}s` } }),
      roles: [service.name],
    },
  ]);
}

/** The playbook that installs updates, on the hosts that its caller names. */
export function upgradePlaybook(): string {
  return toYaml([
    {
      name: 'Install updates',
      hosts: 'all',
      become: true,
      gather_facts: false,
      module_defaults: patientApt,
      roles: ['upgrade'],
    },
  ]);
}

/** The playbook that installs the described PostgreSQL beside the one that runs. */
export function postgresServerPlaybook({ postgresql: { version, suite } }: Stand): string {
  return toYaml([
    {
      name: 'Install a PostgreSQL server',
      hosts: 'psqlserver:bkserver',
      become: true,
      gather_facts: false,
      module_defaults: patientApt,
      roles: [
        {
          role: 'postgres_server',
          postgres_server_packages: [suite === '' ? `postgresql-${version}` : 'postgresql-common'],
          postgres_server_version: version,
          postgres_server_suite: suite,
        },
      ],
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
