import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as bindings from '..';
import { PROVIDER, SCHEMA_FILE, VERSION } from '../scripts/provider';

const schema = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'));

/** The path of every text under a key that holds prose. */
function prose(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = `${path}/${key}`;
    const found = key.startsWith('description') && typeof inner === 'string';
    return found ? [here] : prose(inner, here);
  });
}

test('one schema is committed, of the release that the package names', () => {
  expect(readdirSync(join(__dirname, '../schema'))).toEqual([`libvirt@${VERSION}.json`]);
  expect(schema.provider_versions).toEqual({ [PROVIDER]: VERSION });
  expect(Object.keys(schema.provider_schemas)).toEqual([PROVIDER]);
});

test('the schema carries no description', () => {
  expect(prose(schema)).toEqual([]);
});

test('an attribute that is called description is kept', () => {
  const domain = schema.provider_schemas[PROVIDER].resource_schemas.libvirt_domain;
  expect(domain.block.attributes.description).toEqual({ optional: true, type: 'string' });
});

test('every resource of the schema has a binding', () => {
  const { [PROVIDER]: provider } = schema.provider_schemas;
  const types = Object.values(bindings)
    .flatMap((module) => Object.values(module))
    .map((member) => (member as { tfResourceType?: string }).tfResourceType)
    .filter(Boolean);
  expect(types.sort()).toEqual(
    [
      'libvirt',
      ...Object.keys(provider.resource_schemas),
      ...Object.keys(provider.data_source_schemas),
    ].sort(),
  );
});
