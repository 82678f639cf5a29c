import { backupIntervals } from '../../model/backups/intervals';
import { backupJobs } from '../../model/backups/jobs';
import { backupHost } from '../../model/services/bacula-client';
import type { Stand } from '../../model/stand';
import { bytes, duration } from '../amounts';
import type { Finding, Probe } from '../probe';
import type { Tools } from '../tools';
import { type Catalog, readCatalog } from './catalog';

/** Bacula's levels by their letters in the catalog. */
const levels: Readonly<Record<string, string>> = {
  F: 'a full run',
  D: 'a differential run',
  I: 'an incremental run',
};

/** Whether each job ran on time and succeeded. */
export function jobProbes(stand: Stand, tools: Tools): Probe[] {
  const intervals = backupIntervals(stand.backups);
  return backupJobs(stand.backups).map(({ name }) => {
    // As long as the alert waits.
    const limit = (intervals[name] ?? Number.POSITIVE_INFINITY) * 1.5 + 1800;
    return {
      group: 'backup',
      name: `last run of ${name}`,
      expected: Number.isFinite(limit)
        ? `it succeeded less than ${duration(limit)} ago`
        : 'it succeeded',
      next: `./stand ssh ${backupHost(stand).name} -- sudo tail -n 60 /var/log/bacula/bacula.log`,
      run: async () => judge(await readCatalog(stand, tools), name, limit),
    };
  });
}

/** @param limit how old the last successful run may be, or a job without any run, in seconds */
export function judge(
  { runs, good, now, described }: Catalog,
  job: string,
  limit: number,
): Finding {
  const last = runs.find((run) => run.job === job);
  const waited = duration(now - described);
  if (!last) return { ok: now - described < limit, saw: `no run yet; described ${waited} ago` };
  const what = levels[last.level] ?? `a run of level ${last.level}`;
  const ago = `${duration(now - last.end)} ago`;
  if (last.good) {
    const amount = `${last.files} files, ${bytes(last.bytes)}`;
    return { ok: now - last.end < limit, saw: `${what} succeeded ${ago}: ${amount}` };
  }
  const before = good[job];
  const earlier = before ? `${duration(now - before)} ago` : 'never';
  return {
    ok: false,
    saw: `${what} failed ${ago}; last successful run: ${earlier}`,
  };
}
