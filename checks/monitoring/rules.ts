import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const folder = resolve(__dirname, '../../ansible/roles/prometheus/files/rules');

/** Names of the alerts that the role brings to Prometheus. */
export function ruleNames(): string[] {
  return readdirSync(folder)
    .map((file) => parse(readFileSync(join(folder, file), 'utf8')) as RuleFile)
    .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules.map(({ alert }) => alert)));
}

interface RuleFile {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string }[] }[];
}
