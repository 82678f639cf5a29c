/** Of which kind a value is, in the words of JavaScript. */
export type Kind = 'string' | 'number' | 'boolean' | 'array' | 'object';

/** The kinds and keys that a value of a type has, as far as they can be seen at run time. */
export type AnyShape = Exclude<Kind, 'array' | 'object'> | 'any' | EachShape | KeysShape;

/** An array, or an object whose keys are names of the user's choice. */
export interface EachShape {
  readonly of: 'array' | 'object';
  readonly each: AnyShape | readonly AnyShape[];
}

/** An object with the keys of its type and no others. */
export interface KeysShape {
  readonly of: 'object';
  readonly keys: Readonly<Record<string, AnyShape | readonly AnyShape[] | Optional<AnyShape>>>;
}

export interface Optional<Inner> {
  readonly optional: Inner | readonly Inner[];
}

/**
 * The shape that a type must be given: TypeScript keeps no types at run time, but compiles no shape
 * that lacks a key of its type or has another. A union of kinds is an array of shapes.
 */
type Shape<T> = unknown extends T
  ? 'any'
  : T extends string
    ? 'string'
    : T extends number
      ? 'number'
      : T extends boolean
        ? 'boolean'
        : T extends readonly (infer Item)[]
          ? { readonly of: 'array'; readonly each: ShapeOrUnion<Item> }
          : string extends keyof T
            ? { readonly of: 'object'; readonly each: ShapeOrUnion<T[keyof T]> }
            : { readonly of: 'object'; readonly keys: ShapeOfKeys<T> };

type ShapeOrUnion<T> = Shape<T> | readonly Shape<T>[];

type ShapeOfKeys<T> = {
  readonly [Key in keyof T]-?: undefined extends T[Key]
    ? Optional<Shape<Exclude<T[Key], undefined>>>
    : ShapeOrUnion<T[Key]>;
};

export const optional = <Inner extends AnyShape>(inner: Inner | readonly Inner[]) => ({
  optional: inner,
});

export const arrayOf = <Each extends AnyShape>(each: Each | readonly Each[]) =>
  ({ of: 'array', each }) as const;

/** An object whose keys are names of the user's choice. */
export const named = <Each extends AnyShape>(each: Each | readonly Each[]) =>
  ({ of: 'object', each }) as const;

/** An object of type T, which is to be named: by an inferred one no key would be too many. */
export const keys = <T>(keys: ShapeOfKeys<T>) => ({ of: 'object', keys }) as const;
