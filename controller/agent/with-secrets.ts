import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Script } from './agent';
import type { Reach } from './reach';

const program = join(__dirname, 'with_secrets.py');

/**
 * A script that runs on the controller and reads the values of secrets; TypeScript never sees them.
 * @param path of the script
 * @param secrets names in the vault, without `vault_`
 */
export function withSecrets(
  { vaultFile: vault, vaultPasswordFile: password_file }: Reach,
  path: string,
  argument: unknown,
  secrets: readonly string[],
): Script {
  return {
    name: program,
    script: readFileSync(program, 'utf8'),
    argument: { vault, password_file, secrets, script: path, argument },
    folder: dirname(path),
  };
}
