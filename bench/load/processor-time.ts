import { ssh } from '../../test-stand/stand';
import type { Server } from './servers';

/** Seconds of a processor that each unit of a server has used since it started, by `host unit`. */
export async function processorTime({ units }: Server): Promise<Map<string, number>> {
  const used = new Map<string, number>();
  for (const [host, names] of Object.entries(units)) {
    for (const name of names) {
      // Within a container that shares the machine's tree of control groups, and on a machine of its own.
      const files = ['unified/*-$(hostname)/', ''].map(
        (folder) => `/sys/fs/cgroup/${folder}system.slice/${name}/cpu.stat`,
      );
      const text = await ssh(host, `cat ${files.join(' ')} 2> /dev/null; true`);
      const microseconds = /^usage_usec (\d+)/m.exec(text)?.[1];
      if (microseconds === undefined)
        throw new Error(`${host} does not tell what ${name} has used`);
      used.set(`${host} ${name}`, Number(microseconds) / 1e6);
    }
  }
  return used;
}

/** What was used from one look to the next. */
export function usedBetween(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): Map<string, number> {
  return new Map([...after].map(([name, seconds]) => [name, seconds - (before.get(name) ?? 0)]));
}
