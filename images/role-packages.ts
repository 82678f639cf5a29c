import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Paths } from '../controller/paths';
import { sharedVariables } from '../model/services/role-variables';
import type { Stand } from '../model/stand';

/** Those of `base` are in every image; Grafana's is a file; for that of `acme` alone no image is made anew. */
const elsewhere = ['acme', 'base', 'grafana'];

/**
 * The packages that a stand's roles install.
 * @returns their names; where one comes from another suite than the release's own, NAME/SUITE
 */
export function rolePackages({ root }: Pick<Paths, 'root'>, stand: Stand): string[] {
  const services = stand.services.filter(({ name }) => !elsewhere.includes(name));
  const packages = services.flatMap((service) => {
    const file = join(root, 'ansible', 'roles', service.name, 'defaults', 'main.yml');
    const variables = {
      ...parse(readFileSync(file, 'utf8')),
      ...sharedVariables(stand, service),
    };
    const names: string[] = variables[`${service.name}_packages`] ?? [];
    const suite: string | undefined = variables[`${service.name}_default_release`];
    return names.map((name) => (suite ? `${name}/${suite}` : name));
  });
  return [...new Set(packages)].sort();
}
