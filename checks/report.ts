import type { ProbeGroup } from './probe';
import type { Outcome } from './run';

/** What `check --json` prints; docs/reference/check.schema.json describes it. */
export interface Report {
  /** Grows when a reader of the former one would be misled. */
  readonly version: 1;
  readonly stand: string;
  /** When the check began, as RFC 3339 has it. */
  readonly at: string;
  readonly seconds: number;
  /** Whether every probe holds. */
  readonly ok: boolean;
  readonly probes: readonly Outcome[];
}

/** The report for people: a line for each probe, and at the end, in full, those that failed. */
export function table(report: Report): string {
  const { probes } = report;
  const width = Math.max(0, ...probes.map(({ name }) => name.length));
  const groups = [...new Set(probes.map(({ group }) => group))];
  const lines = groups.flatMap((group) => [group, ...groupLines(probes, group, width)]);
  return `${lines.join('\n')}\n\n${verdict(report)}`;
}

/** Only the probes that failed, and how many there were. */
export function verdict({ probes, seconds }: Report): string {
  const failed = probes.filter(({ ok }) => !ok);
  const time = `(${seconds.toFixed(1)} s)`;
  const lines = failed.flatMap(({ group, name, expected, saw, next }) => [
    `✗ ${group}: ${name}`,
    `    expected  ${expected}`,
    `    saw       ${saw}`,
    `    next      ${next}`,
    '',
  ]);
  const sum =
    failed.length === 0
      ? `all ${probes.length} probes passed ${time}`
      : `${failed.length} of ${probes.length} probes failed ${time}`;
  return `${[...lines, sum].join('\n')}\n`;
}

function groupLines(probes: readonly Outcome[], of: ProbeGroup, width: number): string[] {
  return probes
    .filter(({ group }) => group === of)
    .map(
      ({ ok, name, saw, seconds }) =>
        `  ${ok ? '✓' : '✗'} ${name.padEnd(width)}  ${seconds.toFixed(1).padStart(4)} s  ${saw}`,
    );
}
