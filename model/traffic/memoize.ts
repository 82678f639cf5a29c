import type { Stand } from '../build-stand';

/**
 * The same function, which derives each fact of a stand only once: several renderers ask for it, and
 * of a thousand hosts.
 */
export function remember<Key extends object, Value>(
  derive: (stand: Stand, key: Key) => Value,
): (stand: Stand, key: Key) => Value {
  const known = new WeakMap<Stand, Map<Key, Value>>();
  return (stand, key) => {
    const facts = known.get(stand) ?? new Map<Key, Value>();
    known.set(stand, facts);
    if (!facts.has(key)) facts.set(key, derive(stand, key));
    return facts.get(key) as Value;
  };
}
