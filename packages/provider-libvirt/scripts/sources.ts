import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConstructsMakerProviderTarget, Language } from '@cdktf/commons';
import {
  CodeMaker,
  TerraformProviderConstraint,
  TerraformProviderGenerator,
} from '@cdktf/provider-generator';
import { PROVIDER, SCHEMA_FILE, VERSION } from './provider';

/**
 * Writes the bindings' TypeScript into `folder` and returns its index file.
 *
 * The provider is named without its registry's host, so that each engine asks its own registry,
 * and with its exact version: release 0.9 has other resources under the same names.
 */
export async function writeSources(folder: string): Promise<string> {
  const [, namespace, name] = PROVIDER.split('/');
  const constraint = new TerraformProviderConstraint(`${namespace}/${name}@${VERSION}`);
  const code = new CodeMaker();
  const schema = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'));
  new TerraformProviderGenerator(code, schema).generate(
    new ConstructsMakerProviderTarget(constraint, Language.TYPESCRIPT),
  );
  await code.save(folder);
  return join(folder, 'providers', constraint.name, 'index.ts');
}
