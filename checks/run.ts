import type { Finding, Probe, ProbeGroup } from './probe';

/** The outcome of a probe; an element of `probes` of `check --json`. */
export interface Outcome {
  readonly group: ProbeGroup;
  readonly name: string;
  readonly ok: boolean;
  /** What was seen, in one line. */
  readonly saw: string;
  readonly expected: string;
  /** The command to look further with. */
  readonly next: string;
  /** How long it took, including the wait for other probes with the same question. */
  readonly seconds: number;
}

/**
 * Runs probes side by side.
 * @param limit seconds that each of them gets; one that takes longer has failed
 * @returns outcomes in the order of the probes
 */
export function runProbes(probes: readonly Probe[], limit: number): Promise<Outcome[]> {
  return Promise.all(probes.map((probe) => runProbe(probe, limit)));
}

/** What is not as it should be, each with the name of the probe that saw it. */
export function failuresIn(outcomes: readonly Outcome[]): string[] {
  return outcomes.filter(({ ok }) => !ok).map(({ name, saw }) => `${name}: ${saw}`);
}

async function runProbe(
  { group, name, expected, next, run }: Probe,
  limit: number,
): Promise<Outcome> {
  const start = performance.now();
  const { ok, saw } = await within(limit, attempt(run)).catch((error: unknown) => ({
    ok: false,
    saw: error instanceof Error ? error.message : String(error),
  }));
  const seconds = Math.round(performance.now() - start) / 1000;
  return { group, name, ok, saw, expected, next, seconds };
}

/** An exception is a rejection like any other. */
async function attempt(run: Probe['run']): Promise<Finding> {
  return run();
}

/** @throws when it takes longer */
async function within<Value>(seconds: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    const late = new Error(`no answer within ${seconds} s`);
    timer = setTimeout(reject, seconds * 1000, late);
  });
  return Promise.race([work, expiry]).finally(() => clearTimeout(timer));
}
