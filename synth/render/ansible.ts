import { join } from 'node:path';
import { inventory } from '../../ansible/inventory';
import {
  postgresServerPlaybook,
  secretsPlaybook,
  servicePlaybook,
  upgradePlaybook,
} from '../../ansible/playbook';
import { controllerVariables, secretsVariables } from '../../ansible/variables';
import { toYaml } from '../../ansible/yaml';
import { ansibleEnvironment } from './ansible-environment';
import type { RenderInputs } from './inputs';
import type { RoleVariables } from './role-variables';
import type { ServiceFiles } from './service-files';
import { sshConfig } from './ssh-config';

/** The texts of all that Ansible reads, by absolute path. */
export function renderAnsible(
  { stand, paths, secretPaths, rotations }: RenderInputs,
  variables: readonly RoleVariables[],
  copied: ServiceFiles,
): Record<string, string> {
  const at = (...names: string[]) => join(paths.ansible, ...names);
  const playbooks = stand.services.map((service) => [
    at('playbooks', `${service.name}.yml`),
    servicePlaybook(stand, service, secretPaths.vaultFile),
  ]);
  const shared = variables.map(({ service, shared }) => [
    at('group_vars', service.group, `${service.name}.yml`),
    toYaml(shared),
  ]);
  const own = stand.hosts.map((host) => [
    at('host_vars', `${host.name}.yml`),
    toYaml(Object.assign({}, ...variables.map(({ own }) => own.get(host)))),
  ]);
  // Including those of services that cannot be deployed here: they are still worth reading.
  const files = Object.entries(copied).flatMap(([name, texts]) =>
    Object.entries(texts).map(([path, text]) => [at('files', name, path), text]),
  );
  return {
    ...Object.fromEntries([...playbooks, ...shared, ...own, ...files]),
    [at('inventory.yml')]: inventory(stand),
    [at('playbooks', 'secrets.yml')]: secretsPlaybook(),
    [at('playbooks', 'upgrade.yml')]: upgradePlaybook(),
    [at('playbooks', 'postgres_server.yml')]: postgresServerPlaybook(stand),
    [at('group_vars', 'all', 'controller.yml')]: toYaml(
      controllerVariables(stand, paths, secretPaths, rotations),
    ),
    [at('host_vars', 'localhost.yml')]: toYaml(secretsVariables(stand, secretPaths, rotations)),
    [at('environment')]: ansibleEnvironment(stand, paths, secretPaths),
    [paths.sshConfig]: sshConfig(stand, paths),
  };
}
