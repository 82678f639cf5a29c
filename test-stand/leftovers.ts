import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { home, labName, paths, root } from './checkout';

/** Everything on this machine that a stand made and that is still there. */
export function leftovers(): string[] {
  return [
    ...linesOf('ip', ['netns', 'list']).map((line) => `namespace ${line}`),
    ...linesOf('ip', ['-oneline', 'link']).map((line) => `link ${line}`),
    ...linesOf('iptables-save', []).map((line) => `firewall rule ${line}`),
    ...linesOf('find', ['/sys/fs/cgroup', '-type', 'd']).map((line) => `control group ${line}`),
    ...mounts(),
    ...processes(),
    ...readdirSync('/run')
      .filter(belongsToStand)
      .map((name) => `/run/${name}`),
    ...(existsSync(paths.lab) ? [`folder ${paths.lab}`] : []),
  ];
}

function belongsToStand(text: string): boolean {
  return [labName, root, home].some((name) => text.includes(name));
}

function linesOf(program: string, args: readonly string[]): string[] {
  // Control groups of others come and go while `find` walks; what it says of them is no matter.
  const output = execFileSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return output.split('\n').filter(belongsToStand);
}

function processIds(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
}

/** Mounts in every mount namespace that a process still holds. */
function mounts(): string[] {
  const namespaces = new Map<string, string>();
  for (const pid of processIds()) {
    const namespace = attempt(() => readlinkSync(`/proc/${pid}/ns/mnt`));
    if (namespace) namespaces.set(namespace, pid);
  }
  const found = [...namespaces.values()].flatMap((pid) =>
    attempt(() => readFileSync(`/proc/${pid}/mounts`, 'utf8')).split('\n'),
  );
  return [...new Set(found)].filter(belongsToStand).map((line) => `mount ${line}`);
}

function processes(): string[] {
  return processIds().flatMap((pid) => {
    const command = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    const links = ['cwd', 'root', 'exe'].map((name) =>
      attempt(() => readlinkSync(`/proc/${pid}/${name}`)),
    );
    const words = command.replaceAll('\0', ' ').trim();
    return belongsToStand([words, ...links].join(' ')) ? [`process ${pid} ${words}`] : [];
  });
}

/** Nothing, where a process has ended meanwhile. */
function attempt(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
