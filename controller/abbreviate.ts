/** The first items of a list, and how many more there are; an empty text for an empty list. */
export function abbreviate(items: readonly string[], limit = 3): string {
  const more = items.length > limit ? `; and ${items.length - limit} more` : '';
  return items.slice(0, limit).join('; ') + more;
}
