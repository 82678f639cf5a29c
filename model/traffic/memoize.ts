/**
 * The same function, which derives each fact of an owner, such as a stand, only once: several
 * renderers ask for it, and of a thousand hosts.
 */
export function memoize<Owner extends object, Key extends object, Value>(
  derive: (owner: Owner, key: Key) => Value,
): (owner: Owner, key: Key) => Value {
  const known = new WeakMap<Owner, Map<Key, Value>>();
  return (owner, key) => {
    const facts = known.get(owner) ?? new Map<Key, Value>();
    known.set(owner, facts);
    if (!facts.has(key)) facts.set(key, derive(owner, key));
    return facts.get(key) as Value;
  };
}
