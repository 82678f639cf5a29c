import { onHost } from '../guest';

/** What Prometheus says to a query: the values of its series, as it writes them, or its complaint. */
export type Answer = { readonly values: readonly string[] } | { readonly error: string };

/** Asks the stand's Prometheus on its own host; see guest/query.py. @returns an answer a query */
export function queryPrometheus(expressions: readonly string[]): Promise<Answer[]> {
  return onHost('mon1server', 'query.py', expressions) as Promise<Answer[]>;
}
