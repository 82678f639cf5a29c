import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ssh } from './stand';

/** What Prometheus says to a query: the values of its series, as it writes them, or its complaint. */
export type Answer = { readonly values: readonly string[] } | { readonly error: string };

/** Asks the stand's Prometheus on its own host; see guest/query.py. @returns an answer a query */
export async function queryPrometheus(expressions: readonly string[]): Promise<Answer[]> {
  const script = readFileSync(join(__dirname, '..', 'guest', 'query.py'), 'utf8');
  const argument = JSON.stringify(expressions).replaceAll("'", "'\\''");
  return JSON.parse(await ssh('mon1server', `python3 - '${argument}'`, script)) as Answer[];
}
