import { readdirSync, readFileSync } from 'node:fs';
import { stand } from '../../test-stand/stand';
import type { Kill, Victim } from './moments';

/** How a deployment ended that was killed. */
export interface Killed {
  readonly code: number | null;
  /** Seconds from its start to the kill; undefined where it ended before. */
  readonly at: number | undefined;
  /** What it had said last by then. */
  readonly said: string;
}

/** How a deployment of everything begins, with a host made anew. */
export const deployment = (host: string) => ['up', '--converge', '--replace', host];

/** What starts these programs has other command lines. */
const programs = {
  'the engine': /^[^\0]*\/(terraform|tofu)\0/,
  Ansible: /^[^\0]*python[^\0]*\0[^\0]*\/ansible-playbook\0/,
};

/** Process ids of a group whose command line is like this. */
function membersOf(group: number, like: RegExp): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [, , own] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      return Number(own) === group && like.test(command) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

/** @param group number of the command, and of all that it started */
function targetsOf(victim: Victim, group: number): number[] {
  if (victim === 'the command') return [group];
  if (victim === 'all of it') return [-group];
  return membersOf(group, programs[victim]);
}

/** False where it had ended by itself. */
function isKilled(target: number): boolean {
  try {
    return process.kill(target, 'SIGKILL');
  } catch {
    return false;
  }
}

/**
 * A deployment of everything that is killed: at its moment, or as soon after as what is to be killed runs.
 * @param after seconds
 */
export async function killed({ victim, host }: Kill, after: number): Promise<Killed> {
  const start = Date.now();
  let timer: NodeJS.Timeout | undefined;
  let at: number | undefined;
  let said = '';
  const { code } = await stand(deployment(host), {
    onStart: (pid) => {
      timer = setInterval(() => {
        const now = (Date.now() - start) / 1000;
        if (at !== undefined || now < after) return;
        // All of them, before any can start another.
        if (targetsOf(victim, pid).filter(isKilled).length > 0) at = now;
      }, 100);
    },
    onProgress: (text) => {
      if (at === undefined) said = text.trim().split('\n').at(-1)?.trim() ?? '';
    },
  });
  clearInterval(timer);
  return { code, at, said };
}
