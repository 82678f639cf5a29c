import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Stand } from '../model/stand';

/** Where files are on this machine. Everything a run makes is under `.stand`, which git ignores. */
export interface Paths {
  readonly root: string;
  /** Six hexadecimal digits that distinguish this checkout from others on the same machine. */
  readonly identity: string;
  readonly runtime: string;
  /** Downloads and builds that outlive a stand. */
  readonly cache: string;
  /** Programs that a stand is built with. */
  readonly toolchain: string;
  readonly lab: string;
  /** What the lab's containers keep, a folder of each; it outlives them. */
  readonly data: string;
  /** Disks of the lab's virtual machines; it outlives the lab. */
  readonly pool: string;
  /** What is rendered from the model for each host. */
  readonly hosts: string;
  /** The disk that a new virtual machine's cloud-init reads, for each: `HOST.iso`. */
  readonly seeds: string;
  /** What is rendered from the model for Ansible. */
  readonly ansible: string;
  readonly logs: string;
  /** The configuration by which ssh reaches the hosts. */
  readonly sshConfig: string;
  readonly sshKey: string;
  /** Folder with a file of known host keys for each address. */
  readonly knownHosts: string;
}

/** @param root the project's folder */
export function projectPaths(root = resolve(__dirname, '..')): Paths {
  const runtime = join(root, '.stand');
  return {
    root,
    identity: createHash('sha256').update(realpathSync(root)).digest('hex').slice(0, 6),
    runtime,
    cache: resolve(process.env.STAND_CACHE || join(runtime, 'cache')),
    toolchain: resolveLink(join(runtime, 'toolchain')),
    lab: join(runtime, 'lab'),
    data: resolve(process.env.STAND_DATA || join(runtime, 'data')),
    pool: join(runtime, 'pool'),
    hosts: join(runtime, 'generated', 'hosts'),
    seeds: join(runtime, 'seeds'),
    ansible: join(runtime, 'generated', 'ansible'),
    logs: join(runtime, 'logs'),
    sshConfig: join(runtime, 'generated', 'ssh_config'),
    sshKey: join(runtime, 'ssh', 'id_ed25519'),
    knownHosts: join(runtime, 'ssh', 'known_hosts'),
  };
}

/** What a link leads to: checkouts that share a toolchain must agree on its path. */
function resolveLink(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

export interface SecretPaths {
  readonly vaultFile: string;
  readonly vaultPasswordFile: string;
  readonly caDirectory: string;
}

/** Where the stand's secrets are; a leading `~` is the user's home. */
export function secretPaths({ root }: Paths, { name, secrets }: Stand): SecretPaths {
  const at = (path: string) => resolve(root, path.replace(/^~(?=\/)/, homedir()));
  const vaultFile = at(secrets.vaultFile ?? 'secrets/vault.yml');
  return {
    vaultFile,
    vaultPasswordFile: at(secrets.passwordFile ?? `~/.config/stand/${name}.vault-password`),
    caDirectory: resolve(vaultFile, '..', 'ca'),
  };
}
