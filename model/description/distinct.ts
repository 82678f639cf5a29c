/**
 * Each of some values once, where it comes first.
 * @param keyOf what is the same of those that count as one. @default all of it
 */
export function distinct<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string = (value) => JSON.stringify(value),
): Value[] {
  const found = new Map<string, Value>();
  for (const value of values) {
    const key = keyOf(value);
    if (!found.has(key)) found.set(key, value);
  }
  return [...found.values()];
}
