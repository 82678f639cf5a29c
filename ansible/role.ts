import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Variables } from '../model/description/variables';
import type { Options, OptionsOf } from '../model/settings/role-options';

const root = resolve(__dirname, 'roles');

/** What a role says of itself in meta/ and defaults/. */
export interface Role {
  readonly name: string;
  readonly summary: string;
  readonly description: readonly string[];
  readonly options: Options;
  readonly defaults: Variables;
  /** meta/main.yml as it is. */
  readonly meta: { readonly galaxy_info: GalaxyInfo };
}

/** @see https://docs.ansible.com/ansible/latest/galaxy/dev_guide.html */
export interface GalaxyInfo {
  readonly min_ansible_version: string;
  readonly platforms: readonly { readonly name: string; readonly versions: readonly string[] }[];
}

/** Names of all roles, sorted. */
export function roleNames(): string[] {
  return readdirSync(root).sort();
}

export function readRole(name: string): Role {
  const { short_description, description, options } = readSpec(name);
  return {
    name,
    summary: short_description,
    description: description ?? [],
    options,
    defaults: readYaml(name, 'defaults/main.yml'),
    meta: readYaml(name, 'meta/main.yml'),
  };
}

const known = new Map<string, Options>();

/** What a role takes. Reads its argument specs alone: parsing YAML is the slowest part of a check. */
export const optionsOf: OptionsOf = (role) => {
  const options = known.get(role) ?? readSpec(role).options;
  known.set(role, options);
  return options;
};

/** Texts of the files in some of a role's folders, such as `tasks`, by path within the role. */
export function roleTexts(name: string, folders: readonly string[]): Record<string, string> {
  const paths = folders
    .filter((folder) => existsSync(join(root, name, folder)))
    .flatMap((folder) => readdirSync(join(root, name, folder)).map((file) => join(folder, file)));
  return Object.fromEntries(
    paths.map((path) => [path, readFileSync(join(root, name, path), 'utf8')]),
  );
}

function readSpec(name: string) {
  const { argument_specs: specs } = readYaml(name, 'meta/argument_specs.yml');
  if (specs?.main) return specs.main;
  throw new Error(
    `ansible/roles/${name}/meta/argument_specs.yml must describe the role's variables; write it, as for haproxy`,
  );
}

/** A role without a file of a kind has nothing to say there. */
function readYaml(name: string, path: string) {
  const file = join(root, name, path);
  return existsSync(file) ? parse(readFileSync(file, 'utf8')) : {};
}
