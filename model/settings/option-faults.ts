import { inspect } from 'node:util';
import type { Finding } from '../description/faults/faults';
import { nameRemedy } from '../description/faults/nearest';
import type { Options, OptionType, RoleOption } from './role-options';

/** Faults of a value that a role's option does not take. @param name of the option, or path in it */
export function optionFaults(
  name: string,
  value: unknown,
  { type, elements, choices, options, description }: RoleOption,
): Finding[] {
  if (!fits[type](value)) {
    const what = `${name} must be ${typeNames[type]}; got ${shown(value)}`;
    return [{ what, remedy: `its meaning: ${description}` }];
  }
  if (choices && !choices.includes(value as string | number)) {
    const what = `${name} must be one of ${choices.join(', ')}; got ${shown(value)}`;
    return [{ what, remedy: `its meaning: ${description}` }];
  }
  if (Array.isArray(value) && elements) {
    const element: RoleOption = { type: elements, options, description };
    return value.flatMap((one, index) => optionFaults(`${name}[${index}]`, one, element));
  }
  if (type === 'dict' && options) {
    return keyFaults(name, value as Readonly<Record<string, unknown>>, options);
  }
  if (isData(value)) return [];
  const what = `${name} must be plain data; got ${shown(value)}`;
  return [{ what, remedy: 'use strings, numbers, booleans, arrays and objects' }];
}

function keyFaults(
  name: string,
  value: Readonly<Record<string, unknown>>,
  options: Options,
): Finding[] {
  const known = Object.keys(options);
  const missing = known.filter((key) => options[key]?.required && !Object.hasOwn(value, key));
  return [
    ...missing.map((key) => ({ what: `${name}.${key} is missing`, remedy: `add ${key}` })),
    ...Object.entries(value).flatMap(([key, one]): Finding[] => {
      const option = Object.hasOwn(options, key) ? options[key] : undefined;
      if (option) return optionFaults(`${name}.${key}`, one, option);
      return [{ what: `${name}.${key} is an unknown key`, remedy: nameRemedy(key, known) }];
    }),
  ];
}

const shown = (value: unknown) =>
  inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY });

const isText = (value: unknown) => typeof value === 'string';
const isRecord = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fits: Readonly<Record<OptionType, (value: unknown) => boolean>> = {
  str: isText,
  path: isText,
  int: Number.isSafeInteger,
  bool: (value) => typeof value === 'boolean',
  list: Array.isArray,
  dict: isRecord,
};

const typeNames: Readonly<Record<OptionType, string>> = {
  str: 'a string',
  path: 'a path, as a string',
  int: 'a whole number',
  bool: 'true or false',
  list: 'an array',
  dict: 'an object',
};

/** Whether a value means the same to Ansible. */
function isData(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isData);
  return isText(value) || typeof value === 'boolean' || Number.isFinite(value);
}
