import { abbreviate } from '../controller/abbreviate';

/** The outcome of one thing that an operation tried. */
export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  /** What was seen, in one line. */
  readonly saw: string;
  readonly seconds: number;
}

/** What an operation saw; it succeeded unless there are faults. */
export interface Observation {
  readonly saw: string;
  readonly faults?: readonly string[];
}

/** How many faults to list; the others are only counted. */
const maxFaults = 5;

/** Tries one thing. A failure is a finding, so that everything else is still tried. */
export async function attempt(what: string, work: () => Promise<Observation>): Promise<Finding> {
  const start = performance.now();
  const { ok, saw } = await work().then(judge, (error: Error) => ({
    ok: false,
    saw: error.message,
  }));
  return { what, ok, saw, seconds: Math.round((performance.now() - start) / 100) / 10 };
}

function judge({ saw, faults = [] }: Observation): { ok: boolean; saw: string } {
  return { ok: faults.length === 0, saw: abbreviate(faults, maxFaults) || saw };
}

/** The findings as text: each with a mark and what was seen. */
export function findingsText(findings: readonly Finding[]): string {
  const lines = findings.map(
    ({ what, ok, saw, seconds }) => `${ok ? '✓' : '✗'} ${what} (${seconds} s)\n    ${saw}\n`,
  );
  return lines.join('');
}
