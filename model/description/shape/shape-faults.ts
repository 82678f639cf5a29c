import type { Fault } from '../faults/faults';
import { nameRemedy } from '../faults/nearest';
import type { AnyShape, KeysShape, Kind } from './shape';

/** How a value differs from its shape. */
export interface ShapeFaults {
  /** A key is missing, or a value is of another kind: nothing that reads it can be trusted to work. */
  readonly misshapen: readonly Fault[];
  /** Keys that nothing reads. */
  readonly unknown: readonly Fault[];
}

/**
 * Compares a value with its shape.
 * @param where path of the value in the description; empty for the whole
 */
export function shapeFaults(
  value: unknown,
  shape: AnyShape | readonly AnyShape[],
  where = '',
): ShapeFaults {
  const shapes: readonly AnyShape[] = Array.isArray(shape) ? shape : [shape];
  const fitting = shapes.find((one) => one === 'any' || kindOf(one) === kindOfValue(value));
  if (fitting === undefined) {
    return { misshapen: [wrongKind(value, shapes as readonly Described[], where)], unknown: [] };
  }
  if (typeof fitting === 'string') return { misshapen: [], unknown: [] };
  const entries = Object.entries(value as object);
  if ('each' in fitting) {
    const { of, each } = fitting;
    const at = (key: string) => (of === 'array' ? `${where}[${key}]` : inner(where, key));
    return together(entries.map(([key, one]) => shapeFaults(one, each, at(key))));
  }
  return keyFaults(value as Readonly<Record<string, unknown>>, fitting, where);
}

/** The faults of an object that has keys of its own. */
function keyFaults(
  value: Readonly<Record<string, unknown>>,
  { keys }: KeysShape,
  where: string,
): ShapeFaults {
  const unknown = Object.keys(value)
    .filter((key) => !Object.hasOwn(keys, key))
    .map((key) => ({
      where: inner(where, key),
      what: 'is an unknown key',
      remedy: nameRemedy(key, Object.keys(keys)),
    }));
  const known = Object.entries(keys).map(([key, shape]) => {
    if (typeof shape !== 'object' || !('optional' in shape)) {
      return shapeFaults(value[key], shape, inner(where, key));
    }
    return value[key] === undefined
      ? together([])
      : shapeFaults(value[key], shape.optional, inner(where, key));
  });
  return together([...known, { misshapen: [], unknown }]);
}

type Described = Exclude<AnyShape, 'any'>;

function wrongKind(value: unknown, shapes: readonly Described[], where: string): Fault {
  const kinds = shapes.map((shape) => kindNames[kindOf(shape) as Kind]).join(' or ');
  return {
    where: where === '' ? 'the description' : where,
    what: `must be ${kinds}; got ${shown(value)}`,
    remedy: `write ${shapes.map(example).join(' or ')}`,
  };
}

const kindNames: Readonly<Record<Kind, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'a boolean',
  array: 'an array',
  object: 'an object',
};

function example(shape: Described): string {
  if (shape === 'string') return "'…'";
  if (shape === 'number') return 'digits without quotes';
  if (shape === 'boolean') return 'true or false';
  if (shape.of === 'array') return '[…]';
  return 'keys' in shape ? `{ ${Object.keys(shape.keys).join(', ')} }` : '{ NAME: … }';
}

function kindOf(shape: AnyShape): Kind | 'any' {
  return typeof shape === 'string' ? shape : shape.of;
}

function kindOfValue(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  const kind = kindOfValue(value);
  return kind === 'array' || kind === 'object' ? kindNames[kind] : String(value);
}

function inner(where: string, key: string): string {
  return where === '' ? key : `${where}.${key}`;
}

function together(all: readonly ShapeFaults[]): ShapeFaults {
  return {
    misshapen: all.flatMap(({ misshapen }) => misshapen),
    unknown: all.flatMap(({ unknown }) => unknown),
  };
}
