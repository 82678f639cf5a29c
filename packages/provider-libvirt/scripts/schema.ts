/**
 * Renews the committed schema: reads `terraform providers schema -json` from standard input and
 * writes the libvirt provider's part without its descriptions, which are the provider's own prose
 * and add nothing to a binding.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { PROVIDER, SCHEMA_FILE, VERSION } from './provider';

const PROSE = new Set(['description', 'description_kind']);

/** The value without the prose of its blocks and attributes, its keys in order. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, inner]) => !(PROSE.has(key) && typeof inner === 'string'))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, bare(inner)]));
}

const schema = JSON.parse(readFileSync(0, 'utf8'));
const provider = schema.provider_schemas?.[PROVIDER];
if (!provider) throw new Error(`the schema on standard input has no provider ${PROVIDER}`);

const committed = {
  format_version: schema.format_version,
  provider_schemas: { [PROVIDER]: bare(provider) },
  provider_versions: { [PROVIDER]: VERSION },
};
writeFileSync(SCHEMA_FILE, `${JSON.stringify(committed, null, 2)}\n`);
