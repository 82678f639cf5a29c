import { readRole } from '../../ansible/role';
import { services } from '../../model/services';
import type { RoleOption } from '../../model/settings/role-options';
import { isFree } from '../../model/settings/service-settings';
import { typeOf } from './role-variables';
import { code, escaped, table } from './table';

/** Every variable that `settings` can set, by service. */
export function settingsTable(): string {
  return [
    '# Settings',
    '',
    'Generated from the argument specs of the roles by `npm run docs`: what `settings` in `stand.config.ts`',
    'can set, as in `settings: { ejabberd: { ejabberd_upload_max_size: 52428800 } }`. Secrets, and what',
    'follows from the rest of the description, have no place there. A value takes the place of the whole',
    'default; in texts, Ansible resolves `{{ … }}`.',
    '',
    ...services.map(({ name }) => name).flatMap(serviceSection),
  ].join('\n');
}

function serviceSection(role: string): string[] {
  const { summary, options, defaults } = readRole(role);
  const free = Object.entries(options).filter(([name]) => isFree(name, options));
  if (free.length === 0) return [];
  return [
    `## ${role}`,
    '',
    `${summary}.`,
    '',
    ...table(
      ['variable', 'type', 'default', 'description'],
      free.map(([name, option]) => [
        `\`${name}\``,
        typeOrChoices(option),
        name in defaults ? code(defaults[name]) : 'none',
        escaped(option.description),
      ]),
    ),
    '',
  ];
}

function typeOrChoices(option: RoleOption): string {
  return option.choices ? `${option.type}: ${option.choices.join(', ')}` : typeOf(option);
}
