import type { Role } from '../../ansible/role';
import type { RoleOption } from '../../model/settings/role-options';
import { row } from './table';

/** A role's variables as a table; keys of a dict follow it, those in a list after `[]`. */
export function roleVariables({ options, defaults }: Role): string[] {
  return [
    row(['name', 'type', 'default', 'description']),
    row(['---', '---', '---', '---']),
    ...Object.entries(options).flatMap(([name, option]) => rows(name, option, defaults[name])),
  ];
}

function rows(name: string, option: RoleOption, value = option.default): string[] {
  const within = option.type === 'list' ? `${name}[].` : `${name}.`;
  const own = row([
    `\`${name}\``,
    option.elements === undefined ? option.type : `${option.type} of ${option.elements}`,
    option.required ? '**required**' : defaultOf(value),
    sentences(option).replace(/[|*]/g, '\\$&'),
  ]);
  const keys = Object.entries(option.options ?? {});
  return [own, ...keys.flatMap(([key, inner]) => rows(`${within}${key}`, inner))];
}

function defaultOf(value: unknown): string {
  // A bar ends a cell even within backticks.
  return value === undefined ? '' : `\`${JSON.stringify(value).replaceAll('|', '\\|')}\``;
}

function sentences({ description, choices = [], no_log }: RoleOption): string {
  const oneOf = choices.length > 0 ? [`One of ${choices.join(', ')}.`] : [];
  return [description, ...oneOf, ...(no_log ? ['Secret.'] : [])].join(' ');
}
