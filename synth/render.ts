import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import {
  renderMetaData,
  renderNetworkConfig,
  renderUserData,
} from 'cloud-init-typescript-templates';

import { inventory } from '../ansible/inventory';
import { secretsPlaybook, servicePlaybook } from '../ansible/playbook';
import {
  type ControllerPaths,
  hostVariables,
  secretsVariables,
  serviceVariables,
} from '../ansible/variables';
import { toYaml } from '../ansible/yaml';
import { networkConfig } from '../cloudinit/network';
import { userData } from '../cloudinit/user-data';
import { hostsOf } from '../model/groups';
import type { Host } from '../model/hosts';
import type { Stand } from '../model/stand';
import { containerXml, domainName } from '../stacks/domain-xml';
import type { Paths } from './paths';

export interface Rendered {
  /** Texts of files by absolute path. */
  readonly files: Readonly<Record<string, string>>;
  /** For each host by name, the text whose change makes a new host. */
  readonly shapes: Readonly<Record<string, string>>;
  /** For each playbook by name, the digest of what it reads. */
  readonly digests: Readonly<Record<string, string>>;
}

export interface RenderInputs {
  readonly stand: Stand;
  readonly paths: Paths;
  readonly secretPaths: ControllerPaths;
  /** Line of authorized_keys. */
  readonly publicKey: string;
  /** For each role by name, the digest of its files. */
  readonly roleDigests: Readonly<Record<string, string>>;
}

/** All that is generated from the model besides Terraform's own configuration. Touches no file. */
export function render(inputs: RenderInputs): Rendered {
  const { stand } = inputs;
  const hosts = stand.hosts.map((host) => renderHost(inputs, host));
  return {
    files: Object.assign({}, renderAnsible(inputs), ...hosts.map(({ files }) => files)),
    shapes: Object.fromEntries(hosts.map(({ name, shape }) => [name, shape])),
    digests: renderDigests(inputs),
  };
}

function renderHost({ stand, paths, publicKey }: RenderInputs, host: Host) {
  const folder = join(paths.hosts, host.name);
  const root = join(paths.lab, 'hosts', domainName(paths.identity, host), 'root');
  const domain = containerXml(stand, host, paths.identity, root);
  const network = renderNetworkConfig(networkConfig(stand, host));
  const metaData = { 'instance-id': domainName(paths.identity, host), 'local-hostname': host.name };
  return {
    name: host.name,
    // Not user-data nor routes: the base role keeps those up to date without a new host.
    shape: domain + host.interfaces.map(({ address }) => address).join(),
    files: {
      [join(folder, 'domain.xml')]: domain,
      [join(folder, 'network-config')]: network,
      [join(folder, 'user-data')]: renderUserData(userData(stand, host, publicKey)),
      [join(folder, 'meta-data')]: renderMetaData(metaData),
    },
  };
}

function renderAnsible({ stand, paths, secretPaths }: RenderInputs): Record<string, string> {
  const at = (...names: string[]) => join(paths.ansible, ...names);
  const playbooks = stand.services.map((service) => [
    at('playbooks', `${service.name}.yml`),
    servicePlaybook(service, secretPaths.vaultFile),
  ]);
  const variables = stand.hosts.map((host) => [
    at('host_vars', `${host.name}.yml`),
    toYaml(hostVariables(stand, host, secretPaths)),
  ]);
  return {
    ...Object.fromEntries([...playbooks, ...variables]),
    [at('inventory.yml')]: inventory(stand),
    [at('playbooks', 'secrets.yml')]: secretsPlaybook(),
    [at('host_vars', 'localhost.yml')]: toYaml(secretsVariables(stand, secretPaths)),
    [at('environment')]: ansibleEnvironment(paths, secretPaths),
  };
}

/** What Ansible must be told that depends on where the checkout lies. */
function ansibleEnvironment(paths: Paths, { vaultPasswordFile }: ControllerPaths): string {
  const variables = {
    ANSIBLE_CONFIG: join(paths.root, 'ansible', 'ansible.cfg'),
    ANSIBLE_INVENTORY: join(paths.ansible, 'inventory.yml'),
    ANSIBLE_PRIVATE_KEY_FILE: paths.sshKey,
    ANSIBLE_SSH_COMMON_ARGS: `-o UserKnownHostsFile=${join(paths.knownHosts, '%h')}`,
    ANSIBLE_VAULT_PASSWORD_FILE: vaultPasswordFile,
  };
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
  return lines.join('');
}

function renderDigests({ stand, secretPaths, roleDigests }: RenderInputs): Record<string, string> {
  const services = stand.services.map((service) => {
    const told = hostsOf(stand, service.group).map((host) => [
      host.name,
      host.managementAddress,
      serviceVariables(stand, service, host, relative(secretPaths)),
    ]);
    return [service.name, digest([roleDigests[service.name], told])];
  });
  const secrets = digest([
    roleDigests.secrets,
    secretsVariables(stand, relative(secretPaths)).secrets_names,
  ]);
  return { ...Object.fromEntries(services), secrets };
}

/** Where a checkout lies must not change a digest: a team shares the state. */
function relative(paths: ControllerPaths): ControllerPaths {
  const base = dirname(paths.vaultFile);
  return { vaultFile: '', vaultPasswordFile: '', caDirectory: paths.caDirectory.replace(base, '') };
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
