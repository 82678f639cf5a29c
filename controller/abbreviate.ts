/** The first of a list, and how many more there are; empty of an empty one. */
export function abbreviate(items: readonly string[], limit = 3): string {
  const more = items.length > limit ? `; and ${items.length - limit} more` : '';
  return items.slice(0, limit).join('; ') + more;
}
