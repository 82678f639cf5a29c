/** What the bindings are made from: the provider that package.json names, and its schema. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** This package's folder. */
export const PACKAGE = join(__dirname, '..');

const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));

/** The provider's address in the registry: `HOST/NAMESPACE/NAME`. */
export const PROVIDER: string = manifest.cdktf.provider.name;

/** The provider's release that the schema was read from, and that a stack asks for. */
export const VERSION: string = manifest.cdktf.provider.version;

/** The committed schema, as `terraform providers schema -json` writes it. */
export const SCHEMA_FILE = join(PACKAGE, 'schema', `libvirt@${VERSION}.json`);
