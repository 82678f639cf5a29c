/** What a role is told, by the variable's name. */
export type Variables = Readonly<Record<string, Value>>;

export type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [name: string]: Value };
