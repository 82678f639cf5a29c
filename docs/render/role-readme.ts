import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Role, readRole, roleNames } from '../../ansible/role';
import { usesOf } from '../../ansible/role-uses';
import type { Stand } from '../../model/stand';
import { roleExample } from './role-example';
import { roleVariables } from './role-variables';

/** A README.md for each role, by path from the project's folder: what its caller must know. */
export function roleReadmes(stand: Stand, complete: Stand): Record<string, string> {
  const readmes = roleNames().map((name) => {
    const deploys = ({ services }: Stand) => services.some((service) => service.name === name);
    const text =
      !deploys(stand) && deploys(complete)
        ? readme(
            readRole(name),
            complete,
            'the stand of examples/two-gateways.config.ts, with certificates by ACME',
          )
        : readme(readRole(name), stand, 'the shipped stand');
    return [`ansible/roles/${name}/README.md`, text];
  });
  return Object.fromEntries(readmes);
}

/** @param which what the stand is called of which the example is */
function readme(role: Role, stand: Stand, which: string): string {
  return [
    '<!-- Generated from the role by `npm run docs`. -->',
    `# ${role.name}`,
    '',
    [role.summary, ...role.description].map((text) => text.replace(/\.?$/, '.')).join(' '),
    ...operation(role.name),
    '',
    '## Requirements',
    '',
    ...requirements(role),
    '',
    '## Dependencies',
    '',
    ...dependencies(role.name),
    '',
    '## Variables',
    '',
    ...roleVariables(role),
    '',
    '## Example',
    '',
    `The required variables, as on the first host of ${which}; lists are cut to two entries.`,
    '',
    '```yaml',
    roleExample(stand, role),
    '```',
    '',
  ].join('\n');
}

/** A link to the page about operating the service, where there is one. */
function operation(name: string): string[] {
  const page = `docs/services/${name}.md`;
  if (!existsSync(resolve(__dirname, '..', '..', page))) return [];
  return ['', `To operate the service, see [${page}](../../../${page}).`];
}

function requirements({ name, meta }: Role): string[] {
  const { min_ansible_version, platforms } = meta.galaxy_info;
  const systems = platforms.map(({ name, versions }) => `${name} ${versions.join(' or ')}`);
  const { collections, modules } = usesOf(name);
  return [
    `- ansible-core ${min_ansible_version} or later`,
    ...collections.map(
      (collection) => `- the collection ${collection}, see [requirements](../../requirements.yml)`,
    ),
    ...modules.map((module) => `- the module [${module}](../../library/${module}.py)`),
    `- ${systems.join(', ')}`,
  ];
}

function dependencies(name: string): string[] {
  const { roles } = usesOf(name);
  return roles.length > 0 ? roles.map((role) => `- [${role}](../${role}/README.md)`) : ['None.'];
}
