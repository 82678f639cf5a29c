/** Values of a role's variables by name. */
export type Variables = Readonly<Record<string, Value>>;

export type Value =
  | string
  | number
  | boolean
  | readonly Value[]
  | { readonly [name: string]: Value };
