import { posix } from 'node:path';
import type { Fault } from './faults/faults';

/** Where the secrets of a stand are kept on this machine. */
export interface SecretsConfig {
  /** Encrypted with Ansible Vault; safe to commit. @default 'secrets/vault.yml' in the project */
  readonly vaultFile?: string;
  /** The vault's password, mode 0600, outside the project. @default '~/.config/stand/NAME.vault-password' */
  readonly passwordFile?: string;
}

/** Faults of paths at which a file would be overwritten, or a secret lie where it can be committed. */
export function secretFaults({ vaultFile, passwordFile }: SecretsConfig): Fault[] {
  const faults: Fault[] = [];
  const add = (where: string, what: string, remedy: string) => faults.push({ where, what, remedy });
  for (const [key, path] of Object.entries({ vaultFile, passwordFile })) {
    if (path === undefined || isFile(path)) continue;
    const what = `must be the path of a file; got '${path}'`;
    add(`secrets.${key}`, what, 'write it like /srv/stand/FILE or ~/stand/FILE');
  }
  if (vaultFile !== undefined && posix.basename(vaultFile) === 'ca') {
    const what = `must have another name than the CA's folder beside it; got '${vaultFile}'`;
    add('secrets.vaultFile', what, 'name the file vault.yml');
  }
  if (vaultFile !== undefined && posix.basename(vaultFile) === 'rotations.json') {
    const what = `must have another name than the file of rotations beside it; got '${vaultFile}'`;
    add('secrets.vaultFile', what, 'name the file vault.yml');
  }
  if (passwordFile === undefined) return faults;
  // Whoever commits or copies the project must not pass on the password with the vault.
  if (isFile(passwordFile) && !/^~?\//.test(passwordFile)) {
    const what = `must be outside the project; got '${passwordFile}'`;
    add('secrets.passwordFile', what, 'write a path that begins with / or ~/');
  }
  if (vaultFile !== undefined && posix.normalize(vaultFile) === posix.normalize(passwordFile)) {
    const what = `must be another file than the vault; got '${passwordFile}'`;
    add('secrets.passwordFile', what, 'give each a path of its own');
  }
  return faults;
}

/** True for a path that ends in a file's name, and begins with no other user's home. */
function isFile(path: string): boolean {
  const name = posix.basename(`/${path}`);
  const isUsers = /^~(?!\/)/.test(path);
  return (
    !isUsers && !path.endsWith('/') && !['', '.', '..'].includes(name) && !/\p{Cc}/u.test(path)
  );
}
