import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { projectPaths } from '../controller/paths';
import type { StandConfig } from '../model/description/config';
import { authorityIn } from './authority';
import { addressOf, ejabberdHosts, hosts, publicIpv6Network, publicNetwork } from './hosts';
import { homeOf, project, rootOf } from './places';

/** The copy that this run is about. */
export const root = rootOf(process.env.STAND_E2E_CHECKOUT);
mkdirSync(root, { recursive: true });

/** The copy's home directory, which gets the vault's password. */
export const home = homeOf(root);

export const paths = { ...projectPaths(root), cache: join(root, '.stand', 'cache') };

export const stateFile = join(paths.runtime, 'terraform.stand.tfstate');

/** Name of the copy's lab: of its namespace, its uplink, its firewall rules and control groups. */
export const labName = `stand-${paths.identity}`;

/** What git tracks or would track, as it is now. */
function projectFiles(): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const names = execFileSync('git', args, { cwd: project, encoding: 'utf8' }).split('\0');
  return names.filter((name) => name !== '' && existsSync(join(project, name)));
}

/** Brings the copy's files up to date; what a run of the stand made there is kept. */
export function copyFiles(): void {
  fill(() => {
    for (const name of projectFiles()) cpSync(join(project, name), join(root, name));
  });
}

/** Makes the copy one of a commit: its description, its code and its roles, with the tools of today. */
export function copyCommit(commit: string): void {
  fill(() => {
    const options = { cwd: project, maxBuffer: 2 ** 30 };
    const archive = execFileSync('git', ['archive', commit], options);
    execFileSync('tar', ['--extract', '--directory', root], { input: archive });
  });
}

/** @param write puts the files there */
function fill(write: () => void): void {
  mkdirSync(root, { recursive: true });
  const made = ['.stand', 'cdktf.out', 'secrets'];
  for (const name of readdirSync(root)) {
    if (!made.includes(name)) rmSync(join(root, name), { recursive: true });
  }
  write();
  takeContainers();
  // Downloads and builds are shared with the checkout: they are not what is tested.
  link(join(project, 'node_modules'), join(root, 'node_modules'));
  link(join(project, '.stand', 'toolchain'), join(root, '.stand', 'toolchain'));
  link(projectPaths(project).cache, paths.cache);
}

/** The same everywhere, also where the machine has KVM. */
function takeContainers(): void {
  editFile('stand.config.ts', "hypervisor: 'auto'", "hypervisor: 'lxc'");
}

/** Brings it up to date, and gives it a description of `examples`. */
export function copyExample(name: string): void {
  copyFiles();
  describeBy(join(project, 'examples', `${name}.config.ts`));
  takeContainers();
}

/** Whose word the exposed copy's stand takes for servers of others, and one of whom it exchanges nothing with. */
export const strangersAuthority = () => authorityIn(join(paths.runtime, 'strangers'), 'authority');
export const blockedServer = 'blocked.example';

/** Subdomain of the exposed copy's component. */
export const component = 'component';

/**
 * Brings it up to date, and lays over its description a network on which the world reaches ejabberd's nodes, by IPv6
 * too, which of the world's servers they deal with, a component, and how long messages are kept.
 */
export function copyExposed(): void {
  copyFiles();
  const { certificate } = strangersAuthority();
  const settings = {
    ejabberd_authorities: [readFileSync(certificate, 'utf8')],
    ejabberd_blocked_servers: [blockedServer],
    ejabberd_components: [component],
  };
  editFile(
    'stand.config.ts',
    /^ {2}ttl: .*$/m,
    `$&\n  retention: { messages: 90 },\n  settings: { ejabberd: ${JSON.stringify(settings)} },`,
  );
  editFile(
    'stand.config.ts',
    /^ {4}internal: .*$/m,
    `$&\n    public: { cidr: '${publicNetwork}', kind: 'public', ipv6: { cidr: '${publicIpv6Network}' } },`,
  );
  for (const name of ejabberdHosts)
    editFile(
      'stand.config.ts',
      `${addressOf(name)}' }`,
      `${addressOf(name)}', public: '${hosts[name].public}' }, ipv6: { public: '${hosts[name].publicIpv6}' }`,
    );
}

/** Makes a file of another folder the copy's description. */
export function describeBy(file: string): void {
  const text = readFileSync(file, 'utf8');
  writeFileSync(join(root, 'stand.config.ts'), text.replaceAll(/'(\.\.\/)+/g, "'./"));
}

function link(target: string, path: string): void {
  mkdirSync(target, { recursive: true });
  mkdirSync(resolve(path, '..'), { recursive: true });
  if (!existsSync(path)) symlinkSync(target, path);
}

/** Takes away everything: the copy with its secrets, and its home. The stand in it must be down. */
export function removeCheckout(): void {
  // The links to downloads and builds are removed, not what they name.
  for (const path of [root, home]) rmSync(path, { recursive: true, force: true });
}

/** Changes a file of the copy. @returns what puts it back @throws when there is nothing to change */
export function editFile(name: string, before: string | RegExp, after: string): () => void {
  const file = join(root, name);
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(before, after);
  if (changed === text) throw new Error(`${name} does not have ${before}`);
  writeFileSync(file, changed);
  return () => writeFileSync(file, text);
}

/** Lays a change, as text, over the copy's description as it came. @returns what puts it back */
export function describeWith(change: string): () => void {
  const described = `export default { ...config, ${change} };`;
  return editFile('stand.config.ts', /^export default .*$/m, described);
}

/** Lays settings of services over those that the copy's description has. @returns what puts it back */
export function changeSettings(settings: NonNullable<StandConfig['settings']>): () => void {
  const changed = Object.entries(settings).map(
    ([service, variables]) =>
      `${service}: { ...config.settings?.${service}, ...${JSON.stringify(variables)} }`,
  );
  return describeWith(`settings: { ...config.settings, ${changed.join(', ')} }`);
}

/** Texts of all that `synth` and the engine write, by file. */
export function snapshot(): Record<string, string> {
  const generated = join(paths.runtime, 'generated');
  const files = readdirSync(generated, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  files.push(join(root, 'cdktf.out', 'stacks', 'stand', 'cdk.tf.json'), stateFile);
  return Object.fromEntries(files.map((file) => [file, readFileSync(file, 'utf8')]));
}
