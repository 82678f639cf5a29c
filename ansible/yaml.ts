import { stringify } from 'yaml';

/** YAML as an administrator would write it: long lines whole, texts as literal blocks. */
export function toYaml(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false, blockQuote: 'literal', lineWidth: 0 });
}
