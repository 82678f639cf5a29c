import { StandError } from '../../controller/errors';

/** A plan in the format of the engine's `show -json`. @see https://developer.hashicorp.com/terraform/internals/json-format */
export interface Plan {
  readonly resource_changes?: readonly ResourceChange[];
  /** What others than the engine have changed. */
  readonly resource_drift?: readonly ResourceChange[];
  /** By the output's name; `before` is null where there was none. */
  readonly output_changes?: Readonly<
    Record<string, { readonly actions: Actions; readonly before: unknown }>
  >;
}

type Actions = readonly ('no-op' | 'read' | 'create' | 'update' | 'delete' | 'forget')[];

export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  /** Such as `replace_because_tainted`. */
  readonly action_reason?: string;
  readonly change: {
    readonly actions: Actions;
    readonly before: Attributes | null;
    readonly after: Attributes | null;
  };
}

export type Attributes = Readonly<Record<string, unknown>>;

/** How many resources it changes. */
export function sizeOf({ resource_changes = [] }: Plan): number {
  return resource_changes.filter(isChanged).length;
}

/** Whether it changes what the state says besides resources, such as who deployed last. */
export function changesOutputs({ output_changes = {} }: Plan): boolean {
  return Object.values(output_changes).some((change) => isChanged({ change }));
}

export function isChanged({ change }: { readonly change: { readonly actions: Actions } }): boolean {
  return !change.actions.every((action) => action === 'no-op' || action === 'read');
}

/** Finds the plan in the output of `show -json`, among anything else that the engine printed. */
export function parsePlan(lines: readonly string[]): Plan {
  const text = lines.find((line) => line.startsWith('{"format_version"'));
  if (text === undefined)
    throw new StandError(['the engine printed no plan:', ...lines].join('\n'));
  return JSON.parse(text) as Plan;
}
