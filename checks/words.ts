import type { Finding } from './probe';

/** The first of a list, and how many more there are; empty of an empty one. */
export function few(items: readonly string[], limit = 3): string {
  const more = items.length > limit ? `; and ${items.length - limit} more` : '';
  return items.slice(0, limit).join('; ') + more;
}

/** Holds when nothing is wrong. @param otherwise what is seen then */
export function unlessWrong(wrong: readonly string[], otherwise: string): Finding {
  return { ok: wrong.length === 0, saw: few(wrong) || otherwise };
}
