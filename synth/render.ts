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
  ownVariables,
  secretsVariables,
  sharedVariables,
} from '../ansible/variables';
import { toYaml } from '../ansible/yaml';
import { networkConfig } from '../cloudinit/network';
import { userData } from '../cloudinit/user-data';
import { hostsOf } from '../model/groups';
import type { Host } from '../model/hosts';
import type { Service } from '../model/services';
import type { Variables } from '../model/services/service';
import type { Stand } from '../model/stand';
import { containerXml, domainName } from '../stacks/domain-xml';
import type { Paths } from './paths';
import { type ServiceFiles, serviceFiles } from './service-files';

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
  const told = stand.services.map((service) => tell(inputs, service));
  const copied = serviceFiles(stand);
  const ansible = renderAnsible(inputs, told, copied);
  return {
    files: Object.assign({}, ansible, ...hosts.map(({ files }) => files)),
    shapes: Object.fromEntries(hosts.map(({ name, shape }) => [name, shape])),
    digests: renderDigests(inputs, told, copied),
  };
}

/** What the role of a service is told. */
interface Told {
  readonly service: Service;
  readonly shared: Variables;
  /** By host. */
  readonly own: ReadonlyMap<Host, Variables>;
}

function tell({ stand, secretPaths }: RenderInputs, service: Service): Told {
  const hosts = hostsOf(stand, service.group);
  return {
    service,
    shared: sharedVariables(stand, service, secretPaths),
    own: new Map(hosts.map((host) => [host, ownVariables(stand, service, host)])),
  };
}

function renderHost({ stand, paths, publicKey }: RenderInputs, host: Host) {
  const folder = join(paths.hosts, host.name);
  const domain = containerXml(stand, host, paths.identity, {
    root: join(paths.lab, 'hosts', domainName(paths.identity, host), 'root'),
    shared: join(paths.lab, 'shared'),
  });
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

function renderAnsible(
  { stand, paths, secretPaths }: RenderInputs,
  told: readonly Told[],
  copied: ServiceFiles,
): Record<string, string> {
  const at = (...names: string[]) => join(paths.ansible, ...names);
  const playbooks = stand.services.map((service) => [
    at('playbooks', `${service.name}.yml`),
    servicePlaybook(service, secretPaths.vaultFile),
  ]);
  const shared = told.map(({ service, shared }) => [
    at('group_vars', service.group, `${service.name}.yml`),
    toYaml(shared),
  ]);
  const own = stand.hosts.map((host) => [
    at('host_vars', `${host.name}.yml`),
    toYaml(Object.assign({}, ...told.map(({ own }) => own.get(host)))),
  ]);
  // Those of services that cannot be had here as well: they are worth a look all the same.
  const files = Object.entries(copied).flatMap(([name, texts]) =>
    Object.entries(texts).map(([path, text]) => [at('files', name, path), text]),
  );
  return {
    ...Object.fromEntries([...playbooks, ...shared, ...own, ...files]),
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
    STAND_CACHE: paths.cache,
  };
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value}'\n`);
  return lines.join('');
}

function renderDigests(
  { stand, secretPaths, roleDigests }: RenderInputs,
  told: readonly Told[],
  copied: ServiceFiles,
): Record<string, string> {
  const services = told.map(({ service, own }) => {
    const hosts = [...own].map(([{ name, managementAddress }, variables]) => [
      ...[name, managementAddress],
      variables,
    ]);
    const shared = sharedVariables(stand, service, relative(secretPaths));
    return [service.name, digest([roleDigests[service.name], shared, hosts, copied[service.name]])];
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
