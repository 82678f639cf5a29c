import { readRole } from '../../ansible/role';
import { services } from '../../model/services';
import type { RoleOption } from '../../model/settings/role-options';
import { isFree } from '../../model/settings/service-settings';
import { row } from './table';

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
    row(['variable', 'type', 'default', 'description']),
    row(['---', '---', '---', '---']),
    ...free.map(([name, option]) =>
      row([`\`${name}\``, typeOf(option), code(defaults[name]), escaped(option.description)]),
    ),
    '',
  ];
}

function typeOf({ type, elements, choices }: RoleOption): string {
  if (choices) return `${type}: ${choices.join(', ')}`;
  return elements ? `${type} of ${elements}` : type;
}

/** Cells end at a bar, even inside code. */
const escaped = (text: string) => text.replaceAll('|', '\\|');

function code(value: unknown): string {
  return value === undefined ? 'none' : `\`${escaped(JSON.stringify(value))}\``;
}
