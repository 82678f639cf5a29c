import { readdirSync, readFileSync } from 'node:fs';

/** Collects the command lines of all processes of the machine, the hosts' among them. */
export class ProcessWatch {
  private readonly seen = new Set<string>();
  /** Number of times that a process will still be looked at: between fork and exec it is another. */
  private readonly looks = new Map<string, number>();
  private readonly timer = setInterval(() => this.look(), 50);

  /** @returns each command line once, its words separated by blanks */
  stop(): string[] {
    clearInterval(this.timer);
    return [...this.seen];
  }

  private look(): void {
    const running = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    for (const pid of running) {
      const left = this.looks.get(pid) ?? 10;
      if (left === 0) continue;
      this.looks.set(pid, left - 1);
      try {
        this.seen.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
      } catch {
        // It has ended meanwhile.
      }
    }
    const alive = new Set(running);
    for (const pid of this.looks.keys()) if (!alive.has(pid)) this.looks.delete(pid);
  }
}
