import type { Role } from '../../ansible/role';
import type { RoleOption } from '../../model/settings/role-options';
import { code, escaped, table } from './table';

/** A role's variables as a table; keys of a dict follow it, those in a list after `[]`. */
export function roleVariables({ options, defaults }: Role): string[] {
  const rows = Object.entries(options).flatMap(([name, option]) =>
    optionRows(name, option, defaults[name]),
  );
  return table(['name', 'type', 'default', 'description'], rows);
}

function optionRows(name: string, option: RoleOption, value = option.default): string[][] {
  const within = option.type === 'list' ? `${name}[].` : `${name}.`;
  const own = [
    `\`${name}\``,
    typeOf(option),
    option.required ? '**required**' : defaultOf(value),
    escaped(sentences(option)).replaceAll('*', '\\*'),
  ];
  const keys = Object.entries(option.options ?? {});
  return [own, ...keys.flatMap(([key, inner]) => optionRows(`${within}${key}`, inner))];
}

/** The type of an option's value, in Ansible's words. */
export function typeOf({ type, elements }: RoleOption): string {
  return elements === undefined ? type : `${type} of ${elements}`;
}

function defaultOf(value: unknown): string {
  return value === undefined ? '' : code(value);
}

function sentences({ description, choices = [], no_log }: RoleOption): string {
  const oneOf = choices.length > 0 ? [`One of ${choices.join(', ')}.`] : [];
  return [description, ...oneOf, ...(no_log ? ['Secret.'] : [])].join(' ');
}
