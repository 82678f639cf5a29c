import type { Report } from '../../../checks/report';
import { type Result, stand } from '../../../test-stand/stand';

/** `./stand check --json` of some groups, or of all. */
export async function check(...only: string[]): Promise<Report & Pick<Result, 'code'>> {
  const options = only.length > 0 ? ['--only', ...only] : [];
  const { code, stdout, stderr } = await stand(['check', '--json', ...options]);
  if (code !== 0 && code !== 1) throw new Error(`./stand check ended with ${code}:\n${stderr}`);
  return { ...JSON.parse(stdout), code };
}

/** Names of the probes that failed, in alphabetical order. */
export function failedOf({ probes }: Report): string[] {
  return probes
    .filter(({ ok }) => !ok)
    .map(({ name }) => name)
    .sort();
}

/** All but the monitoring, which hears of a fault some time later: not at once, nor for long enough. */
export const direct = ['messaging', 'ejabberd', 'database', 'backup', 'network', 'hosts', 'public'];
