import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { home, paths, root } from '../../../test-stand/checkout';
import { plainEnvironment } from '../../../test-stand/stand';

export const vaultFile = join(root, 'secrets', 'vault.yml');
export const vaultPasswordFile = join(home, '.config', 'stand', 'messaging.vault-password');
export const authority = join(root, 'secrets', 'ca', 'ca.crt');
export const authorityKey = join(root, 'secrets', 'ca', 'ca.key');

/** A program of the Python environment that the toolchain brings. */
export function pythonProgram(name: string): string {
  return join(paths.toolchain, 'python', 'bin', name);
}

/** The vault as it was read last: to open it costs a quarter of a second. */
let opened: { readonly locked: string; readonly values: Record<string, string> } | undefined;

/** What the vault holds, by name. */
export function vault(): Record<string, string> {
  const locked = readFileSync(vaultFile, 'utf8');
  if (opened?.locked !== locked) opened = { locked, values: openVault() };
  return opened.values;
}

function openVault(): Record<string, string> {
  const args = ['view', '--vault-password-file', vaultPasswordFile, vaultFile];
  const text = execFileSync(pythonProgram('ansible-vault'), args, { env: plainEnvironment() });
  return parse(text.toString());
}

export function passwordOf(account: string): string {
  return vault()[`vault_ejabberd_${account}_password`] as string;
}

/** Every text that nobody may find: the vault's values, and the password that opens it. */
export function secretTexts(): string[] {
  return [...Object.values(vault()), readFileSync(vaultPasswordFile, 'utf8').trim()];
}

/**
 * Files under the given ones, or they themselves, in which one of the texts occurs.
 * The texts go by standard input: on the command line everybody could read them.
 */
export function filesWith(texts: readonly string[], places: readonly string[]): string[] {
  const args = ['--recursive', '--files-with-matches', '--fixed-strings', '--file=-'];
  const { status, stdout, stderr } = spawnSync('grep', [...args, '--', ...places], {
    input: texts.join('\n'),
    encoding: 'utf8',
  });
  if (status !== 0 && status !== 1) throw new Error(stderr);
  return stdout.split('\n').filter(Boolean);
}
