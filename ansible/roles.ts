import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Variables } from '../model/description/variables';
import type { Options, OptionsOf } from '../model/settings/role-options';

export interface RoleSpecs {
  readonly short_description: string;
  readonly options: Options;
}

/** What a role says of itself. */
export function roleSpecs(role: string): RoleSpecs {
  return readYaml(role, 'meta', 'argument_specs.yml').argument_specs.main;
}

/** The values that a role has where it is told none. */
export function roleDefaults(role: string): Variables {
  return readYaml(role, 'defaults', 'main.yml');
}

const known = new Map<string, Options>();

/** What a role takes; parsing YAML takes longer than all else that a description needs. */
export const optionsOf: OptionsOf = (role) => {
  const options = known.get(role) ?? roleSpecs(role).options;
  known.set(role, options);
  return options;
};

function readYaml(...names: string[]) {
  return parse(readFileSync(join(resolve(__dirname, 'roles'), ...names), 'utf8'));
}
