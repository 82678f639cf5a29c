import { existsSync } from 'node:fs';
import { stand, tell } from '../../../test-stand/stand';

export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly saw: string;
}

/** Runs an operation and reads its report. */
export async function report(args: readonly string[]) {
  const { code, stdout, stderr } = await stand([...args, '--json']);
  if (!stdout.startsWith('{')) throw new Error(stderr);
  const read = JSON.parse(stdout);
  tell(`./stand ${args.join(' ')}: ${read.seconds} s`);
  const file = /the report is saved as (.+)/.exec(stderr)?.[1] ?? '';
  expect(existsSync(file)).toBe(true);
  return { code, ...read };
}

/** What a report found wrong. */
export const failed = (findings: readonly Finding[]) =>
  findings.filter(({ ok }) => !ok).map(({ what, saw }) => `${what}: ${saw}`);
