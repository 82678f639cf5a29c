import type { Value } from '../description/variables';

/**
 * A variable that a role takes, in the words of its argument specs.
 * @see https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_reuse_roles.html#role-argument-validation
 */
export interface RoleOption {
  readonly type: OptionType;
  readonly description: string;
  readonly required?: boolean;
  readonly default?: Value;
  readonly choices?: readonly (string | number)[];
  /** Of a list. @default any */
  readonly elements?: OptionType;
  /** Keys of a dict, or of the dicts in a list. @default any */
  readonly options?: Options;
  /** Whether it is a secret. */
  readonly no_log?: boolean;
}

export type Options = Readonly<Record<string, RoleOption>>;

/** Looks up what the role of a service takes. */
export type OptionsOf = (role: string) => Options;

export const optionTypes = ['str', 'path', 'int', 'bool', 'list', 'dict'] as const;
export type OptionType = (typeof optionTypes)[number];
