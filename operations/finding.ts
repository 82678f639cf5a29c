import { abbreviate } from '../controller/abbreviate';

/** One thing that a drill tried. */
export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  /** What was seen, in one line. */
  readonly saw: string;
  readonly seconds: number;
}

/** What a drill saw of one thing; it is as it must be unless there are faults. */
export interface Sight {
  readonly saw: string;
  readonly faults?: readonly string[];
}

/** More faults than these only say that there are many. */
const told = 5;

/** Tries one thing. A failure is a finding: what else can be tried goes on. */
export async function attempt(what: string, work: () => Promise<Sight>): Promise<Finding> {
  const start = performance.now();
  const { ok, saw } = await work().then(judge, (error: Error) => ({
    ok: false,
    saw: error.message,
  }));
  return { what, ok, saw, seconds: Math.round((performance.now() - start) / 100) / 10 };
}

function judge({ saw, faults = [] }: Sight): { ok: boolean; saw: string } {
  return { ok: faults.length === 0, saw: abbreviate(faults, told) || saw };
}

/** Findings as people read them: each with a mark and what was seen. */
export function findingsText(findings: readonly Finding[]): string {
  const lines = findings.map(
    ({ what, ok, saw, seconds }) => `${ok ? '✓' : '✗'} ${what} (${seconds} s)\n    ${saw}\n`,
  );
  return lines.join('');
}
