import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE, SCHEMA_FILE } from './provider';

/** The digest of all that lib/ is made from: the schema, the tools' versions, these scripts. */
export function digest(): string {
  const scripts = readdirSync(__dirname).sort();
  const inputs = [SCHEMA_FILE, join(PACKAGE, 'package.json'), ...scripts.map(inScripts)];
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(readFileSync(input)).update('\0');
  return hash.digest('hex');
}

const inScripts = (name: string) => join(__dirname, name);
