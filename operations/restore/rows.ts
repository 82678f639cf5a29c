/** Numbers of rows by table. */
export type Rows = Readonly<Record<string, number>>;

/**
 * Compares restored tables with the live ones as they were right before and right after the moment
 * that was restored: what changed meanwhile may be either.
 * @returns what is wrong, in words
 */
export function rowFaults(restored: Rows, before: Rows, after: Rows): string[] {
  return Object.keys(before)
    .filter((table) => table in after)
    .flatMap((table) => {
      const [one, other] = [before[table] as number, after[table] as number];
      const [least, most] = [Math.min(one, other), Math.max(one, other)];
      const found = restored[table];
      if (found === undefined) return [`${table} is missing`];
      if (found >= least && found <= most) return [];
      return [`${table} has ${found} rows and had ${least === most ? least : `${least}–${most}`}`];
    });
}

/** Tables that are not there at all. */
export function missingTables(restored: Rows, live: Rows): string[] {
  return Object.keys(live).filter((table) => !(table in restored));
}

/** Tables whose numbers of rows differ, as `users 3 → 4`. */
export function changedTables(old: Rows, now: Rows): string[] {
  return Object.keys(now)
    .filter((table) => table in old && old[table] !== now[table])
    .map((table) => `${table.replace(/^public\./, '')} ${old[table]} → ${now[table]}`);
}

export function total(rows: Rows): number {
  return Object.values(rows).reduce((sum, count) => sum + count, 0);
}
