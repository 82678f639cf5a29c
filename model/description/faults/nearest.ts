import { closest, distance } from 'fastest-levenshtein';

/** The known name that a wrong one was meant to be; undefined where none looks like it. @param known at least one */
function nearest(name: string, known: readonly string[]): string | undefined {
  const candidate = closest(name, known);
  const longer = Math.max(name.length, candidate.length);
  return distance(name, candidate) <= longer / 2 ? candidate : undefined;
}

/** What to do about an unknown name. */
export function nameRemedy(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'remove it';
  const meant = nearest(name, known);
  return meant === undefined ? `choose from ${known.join(', ')}` : `did you mean '${meant}'?`;
}
