import { backupJobs } from '../../model/backups/jobs';
import type { Stand } from '../../model/stand';
import { bytes } from '../amounts';
import type { Finding, Probe } from '../probe';
import type { Tools } from '../tools';
import { type Catalog, console, readCatalog, type Volume } from './catalog';

/** Whether the volumes of each job are there, and its next run finds one to write to. */
export function volumeProbes(stand: Stand, tools: Tools): Probe[] {
  return backupJobs(stand.backups).map(({ name, pools }) => ({
    group: 'backup',
    name: `volumes of ${name}`,
    expected:
      'they are intact and within the limits of their pools, which have room for the next run',
    next: console(stand, `list volumes pool=${pools.full}`),
    run: async () => judge(await readCatalog(stand, tools), Object.values(pools)),
  }));
}

/** @param names of the pools of a job */
export function judge(catalog: Catalog, names: readonly string[]): Finding {
  const volumes = catalog.volumes.filter(({ pool }) => names.includes(pool));
  const faults = [
    ...volumes.flatMap(volumeFaults),
    ...names.flatMap((name) => poolFaults(catalog, name)),
  ];
  const total = volumes.reduce((sum, volume) => sum + volume.bytes, 0);
  const saw = faults.join('; ') || `${volumes.length} volumes, ${bytes(total)}`;
  return { ok: faults.length === 0, saw };
}

function volumeFaults({ name, status, bytes: written, most, size }: Volume): string[] {
  if (size === null) return [`${name} is in the catalog but not on disk`];
  // While a job writes, the file is ahead of the catalog.
  if (size < written) return [`${name} has ${size} bytes on disk, but ${written} in the catalog`];
  if (status === 'Error') return [`${name} is marked as damaged`];
  return most > 0 && written > most
    ? [`${name} must have at most ${bytes(most)}; got ${bytes(written)}`]
    : [];
}

function poolFaults({ pools }: Catalog, name: string): string[] {
  const pool = pools.find((known) => known.name === name);
  if (!pool) return [`pool ${name} is not in the catalog`];
  if (pool.volumes > pool.most)
    return [`${name} must have at most ${pool.most} volumes; got ${pool.volumes}`];
  // One volume is a reserve, which is not begun while all goes as described.
  if (pool.room >= pool.volume) return [];
  return [`${name} has room for only ${bytes(pool.room)}; give its plan more volumes`];
}
