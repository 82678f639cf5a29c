import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Paths } from '../controller/paths';
import type { Stand } from '../model/stand';

/** Roles that prepare a host for their packages: these come when the host is prepared. */
const preparing = ['base', 'bacula_director', 'ejabberd', 'grafana'];

/** Names of the packages that a stand's roles may find installed, their daemons switched off. */
export function earlyPackages({ root }: Pick<Paths, 'root'>, stand: Stand): string[] {
  const services = stand.services.filter(({ name }) => !preparing.includes(name));
  const packages = services.flatMap((service) => {
    const variable = `${service.name}_packages`;
    const file = join(root, 'ansible', 'roles', service.name, 'defaults', 'main.yml');
    const defaults = parse(readFileSync(file, 'utf8')) as Record<string, string[]>;
    return (service.variables(stand)[variable] as string[] | undefined) ?? defaults[variable] ?? [];
  });
  return [...new Set(packages)].sort();
}
