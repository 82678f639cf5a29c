import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SecretPaths } from './paths';

/** When secrets were last rotated, by their names: times such as 2030-01-02T03:04:05Z. No secret itself. */
export type Rotations = Readonly<Record<string, string>>;

/** What the file holds, which the role `secrets` writes. */
interface RotationsFile {
  readonly rotated: Rotations;
  /** While the vault is written: the digest of the new one, without which it is as before. */
  readonly vault?: string;
  readonly before?: Rotations;
}

/** The file beside the vault that says when secrets were rotated; safe to commit. */
export function rotationsFile({ vaultFile }: Pick<SecretPaths, 'vaultFile'>): string {
  return join(dirname(vaultFile), 'rotations.json');
}

/** Nothing where nothing was ever rotated. */
export function readRotations(paths: Pick<SecretPaths, 'vaultFile'>): Rotations {
  const file = rotationsFile(paths);
  if (!existsSync(file)) return {};
  const { rotated, vault, before = {} } = JSON.parse(readFileSync(file, 'utf8')) as RotationsFile;
  return vault === undefined || vault === digestOf(paths.vaultFile) ? rotated : before;
}

function digestOf(path: string): string {
  return existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : '';
}
