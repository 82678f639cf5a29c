import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
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
import type { HostImage } from '../images/host-image';
import { shellQuote } from '../machine/shell-quote';
import { isEmulated } from '../model/topology/emulation';
import { hostsOf } from '../model/topology/groups';
import type { Host } from '../model/topology/hosts';
import { isInLab } from '../model/topology/hypervisors';
import type { Service } from '../model/services';
import type { Variables } from '../model/services/service';
import type { Stand } from '../model/build-stand';
import { containerXml } from '../stacks/domain-xml';
import { libvirtDomain } from '../stacks/libvirt-domain';
import type { Paths } from './paths';
import { type ServiceFiles, serviceFiles } from './service-files';
import { sshConfig } from './ssh-config';

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
  /** What the hosts stand on. */
  readonly image: HostImage;
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
    shapes: Object.fromEntries(hosts.map(({ host, shape }) => [host.name, shape])),
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

function renderHost(inputs: RenderInputs, host: Host) {
  const { stand, paths } = inputs;
  const folder = join(paths.hosts, host.name);
  const files = renderSeed(inputs, host, folder);
  if (stand.hypervisor !== 'lxc') return { host, shape: machineShape(stand, host), files };
  const domain = containerXml(stand, host, paths.identity, {
    root: join(paths.lab, 'hosts', libvirtDomain(stand, host, paths.identity).name, 'root'),
    shared: join(paths.lab, 'shared'),
  });
  // Not user-data nor routes: the base role keeps those up to date without a new host.
  const addresses = host.interfaces.map(({ address }) => address).join();
  const shape = `${basename(inputs.image.path)}\n${domain}${addresses}`;
  // Of the shape the engine keeps a digest, by which alone nobody can say what differs.
  const own = { [join(folder, 'domain.xml')]: domain, [join(folder, 'shape')]: shape };
  return { host, shape, files: { ...files, ...own } };
}

/** What only a new machine can take over: cloud-init reads it at the first boot. */
function machineShape({ release }: Stand, { interfaces, diskGiB }: Host): string {
  const addresses = interfaces.map(({ address, mac }) => [address, mac]);
  return JSON.stringify([release.codename, diskGiB, addresses]);
}

/** What cloud-init reads at a host's first boot. */
function renderSeed(
  { stand, paths, publicKey, image }: RenderInputs,
  host: Host,
  folder: string,
): Record<string, string> {
  const data = userData(stand, host, { publicKey, bare: image.bare });
  const metaData = {
    'instance-id': libvirtDomain(stand, host, paths.identity).name,
    'local-hostname': host.name,
  };
  return {
    [join(folder, 'network-config')]: renderNetworkConfig(networkConfig(stand, host)),
    [join(folder, 'user-data')]: renderUserData(data),
    [join(folder, 'meta-data')]: renderMetaData(metaData),
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
    servicePlaybook(stand, service, secretPaths.vaultFile),
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
    [at('environment')]: ansibleEnvironment(stand, paths, secretPaths),
    [paths.sshConfig]: sshConfig(stand, paths),
  };
}

/** What Ansible must be told that depends on where the checkout lies. */
function ansibleEnvironment(
  stand: Stand,
  paths: Paths,
  { vaultPasswordFile }: ControllerPaths,
): string {
  const variables = {
    ANSIBLE_CONFIG: join(paths.root, 'ansible', 'ansible.cfg'),
    // From where `play` begins: a comma would end a path here.
    ANSIBLE_INVENTORY: 'inventory.yml',
    ANSIBLE_SSH_ARGS: `-F ${shellQuote(paths.sshConfig)} -o ControlMaster=auto -o ControlPersist=120s`,
    ANSIBLE_VAULT_PASSWORD_FILE: vaultPasswordFile,
    STAND_CACHE: paths.cache,
    // An emulator takes seconds to start Python, which Ansible does for every task.
    ...(isEmulated(stand) && { ANSIBLE_STRATEGY: 'mitogen_linear' }),
    // The lab has a /run of its own; elsewhere two checkouts must not meet. A socket's path is short.
    ...(!isInLab(stand) && { ANSIBLE_SSH_CONTROL_PATH_DIR: `~/.ansible/${paths.identity}` }),
  };
  const lines = Object.entries(variables).map(
    ([name, value]) => `export ${name}=${shellQuote(value)}\n`,
  );
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
    const roles = [roleDigests[service.name], roleDigests.packages];
    return [service.name, digest([roles, shared, hosts, copied[service.name]])];
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
