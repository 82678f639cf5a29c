import type { StandConfig } from '../config';
import type { Fault } from './faults';

/**
 * Texts that Ansible would expand as templates, long after the hosts are made. Settings are the roles'
 * own variables, in which a template is one; Ansible gets nothing of the state.
 * @see https://jinja.palletsprojects.com/en/stable/templates/#synopsis
 */
export function templateFaults({ settings, state, ...description }: StandConfig): Fault[] {
  return Object.entries(description).flatMap(([key, value]) =>
    textsIn(value, key)
      .filter(({ text }) => /\{[{%#]/.test(text))
      .map(({ where, text }) => ({
        where,
        what: `must be without {{, {% and {#; got '${text}'`,
        remedy: 'put a space between the two characters: Ansible would begin a template there',
      })),
  );
}

/** @param within what the value is part of: under an unknown key something may contain itself */
function textsIn(
  value: unknown,
  where: string,
  within: readonly unknown[] = [],
): { readonly where: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ where, text: value }];
  if (typeof value !== 'object' || value === null || within.includes(value)) return [];
  const at = (key: string) => (Array.isArray(value) ? `${where}[${key}]` : `${where}.${key}`);
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, at(key), [...within, value]));
}
