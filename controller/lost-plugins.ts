import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * Ends plugins of engines that were killed, which nobody else ends.
 * @param folder where the engines run
 */
export function endLostPlugins(folder: string): void {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (isPlugin(pid) && folderOf(pid) === folder && isLost(pid, folder))
      attempt(() => process.kill(Number(pid)));
  }
}

function isPlugin(pid: string): boolean {
  const command = attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  return command?.startsWith('.terraform/providers/') === true;
}

/** An engine that is there runs where its plugins do. */
function isLost(pid: string, folder: string): boolean {
  const status = attempt(() => readFileSync(`/proc/${pid}/status`, 'utf8'));
  const [, parent] = /^PPid:\s+(\d+)$/m.exec(status ?? '') ?? [];
  return parent !== undefined && folderOf(parent) !== folder;
}

function folderOf(pid: string): string | undefined {
  return attempt(() => readlinkSync(`/proc/${pid}/cwd`));
}

/** Nothing, where a process has ended meanwhile, or is none of ours to look at. */
function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
