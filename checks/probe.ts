import { abbreviate } from '../controller/abbreviate';

/** What `check --only` takes, in the order of the report. */
export const probeGroups = [
  'messaging',
  'ejabberd',
  'database',
  'backup',
  'network',
  'hosts',
  'monitoring',
  'public',
] as const;
export type ProbeGroup = (typeof probeGroups)[number];

/** What a probe found. */
export interface Finding {
  readonly ok: boolean;
  /** What was seen, in one line. */
  readonly saw: string;
}

/** One question to the running stand that has one right answer. */
export interface Probe {
  readonly group: ProbeGroup;
  /** Unique and stable, such as `login over STARTTLS on e1server`. */
  readonly name: string;
  /** What holds on a sound stand, in one line. */
  readonly expected: string;
  /** The next thing to look at when it fails: a command that works as written. */
  readonly next: string;
  /** A probe that throws has failed; the error's message is what was seen. */
  readonly run: () => Promise<Finding>;
}

/** Succeeds when nothing is wrong. @param otherwise what was seen if so */
export function okUnless(wrong: readonly string[], otherwise: string): Finding {
  return { ok: wrong.length === 0, saw: abbreviate(wrong) || otherwise };
}
