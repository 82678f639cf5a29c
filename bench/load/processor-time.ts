import { ssh } from '../../test-stand/stand';
import type { Server } from './servers';

/** Seconds of a processor that each unit of a server has used since it started, by `host unit`. */
export async function processorTime({ units }: Server): Promise<Map<string, number>> {
  const looks = Object.entries(units).flatMap(([host, names]) =>
    names.map(async (name) => [`${host} ${name}`, await usedBy(host, name)] as const),
  );
  return new Map(await Promise.all(looks));
}

async function usedBy(host: string, unit: string): Promise<number> {
  // Within a container that shares the machine's tree of control groups, and on a machine of its own.
  const files = ['unified/*-$(hostname)/', ''].map(
    (folder) => `/sys/fs/cgroup/${folder}system.slice/${unit}/cpu.stat`,
  );
  const text = await ssh(host, `cat ${files.join(' ')} 2> /dev/null; true`);
  const microseconds = /^usage_usec (\d+)/m.exec(text)?.[1];
  if (microseconds === undefined) throw new Error(`${host} does not tell what ${unit} has used`);
  return Number(microseconds) / 1e6;
}

/** What was used from one look to the next. */
export function usedBetween(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): Map<string, number> {
  return new Map([...after].map(([name, seconds]) => [name, seconds - (before.get(name) ?? 0)]));
}
