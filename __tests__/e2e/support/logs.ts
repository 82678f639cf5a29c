import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '../../../test-stand/checkout';

/** What Ansible counted on one host, such as { ok: 12, changed: 0, failed: 0 }. */
export type Recap = Readonly<Record<string, number>>;

export function removeLogs(): void {
  rmSync(paths.logs, { recursive: true, force: true });
}

/** For each service with a log, the recap of its last run by host. */
export function readRecaps(): Record<string, Record<string, Recap>> {
  const files = existsSync(paths.logs) ? readdirSync(paths.logs) : [];
  const logs = files.filter((name) => name.endsWith('.log'));
  return Object.fromEntries(
    logs.map((name) => [
      name.slice(0, -4),
      parseRecap(readFileSync(join(paths.logs, name), 'utf8')),
    ]),
  );
}

function parseRecap(log: string): Record<string, Recap> {
  const [, recap = ''] = log.split(/^PLAY RECAP .*$/m);
  const lines = [...recap.matchAll(/^(\S+)\s+: (.+)$/gm)];
  return Object.fromEntries(
    lines.map(([, host, counts]) => [
      host as string,
      Object.fromEntries(
        (counts as string)
          .trim()
          .split(/\s+/)
          .map((count) => {
            const [name, number] = count.split('=') as [string, string];
            return [name, Number(number)];
          }),
      ),
    ]),
  );
}
