import { abbreviate } from '../../controller/abbreviate';
import type { Captured } from '../../controller/process';
import type { Stand } from '../../model/stand';
import { okUnless, type Probe } from '../probe';

/** Runs a service's playbook with Ansible's --check. @returns its exit code and what it printed */
export type CheckPlay = (service: string) => Promise<Captured>;

/**
 * One probe for each playbook: it would change nothing. Thorough, and far too slow to be asked for
 * every time: a minute or more in all.
 */
export function driftProbes(stand: Stand, play: CheckPlay): Probe[] {
  return stand.services.map(({ name }) => ({
    group: 'hosts',
    name: `playbook ${name}`,
    expected: 'no changes',
    next: `./stand logs ${name}`,
    run: async () => {
      const { code, lines, output } = await play(name);
      if (code !== 0) return { ok: false, saw: abbreviate(output.filter(Boolean)) };
      const changes = changesIn(lines);
      const wrong = changes.flatMap(({ host, changed }) =>
        changed > 0 ? [`${changed} ${changed === 1 ? 'task' : 'tasks'} on ${host}`] : [],
      );
      const otherwise = `it would change nothing on ${changes.length} hosts`;
      return okUnless(wrong, otherwise);
    },
  }));
}

/** Lines of Ansible's recap, such as `e1server : ok=8 changed=0 unreachable=0`. */
function changesIn(lines: readonly string[]): { host: string; changed: number }[] {
  return lines.flatMap((line) => {
    const [, host, changed] = /^(\S+)\s+:.*\bchanged=(\d+)/.exec(line) ?? [];
    return host ? [{ host, changed: Number(changed) }] : [];
  });
}
