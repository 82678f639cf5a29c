import { backupJobs, type Job } from '../model/backups/jobs';
import { backupHost } from '../model/services/bacula-client';
import type { Stand } from '../model/stand';
import type { Host } from '../model/topology/hosts';
import { attempt, type Finding, type Observation } from '../operations/finding';
import { type Operator, workFolder } from '../operations/operator';
import { type ByPath, compareFiles, type PresentFile } from '../operations/restore/files';
import { restoredDump, restoreJob } from '../operations/restore/job';
import { changedTables, missingTables, type Rows, total } from '../operations/restore/rows';

/** Longest time for a job's files, in seconds. */
const longestRestore = 60 * 60;

/**
 * Restores the newest state of every job of Bacula into scratch folders and compares it.
 * @param scratch host on which a dump is loaded
 * @param live numbers of rows of the live database, where they are known
 */
export async function drillFiles(
  stand: Stand,
  operator: Operator,
  scratch: Host,
  live: Promise<Rows | undefined>,
): Promise<Finding[]> {
  const director = backupHost(stand);
  const volumes = await attempt('the volumes of Bacula are intact', async () => {
    const damaged = await operator.on<Record<string, string>>(director, 'volumes.py');
    const faults = Object.entries(damaged).map(([name, what]) => `volume ${name}: ${what}`);
    return { saw: 'each matches the catalog', faults };
  });
  const findings = [volumes];
  for (const job of backupJobs(stand.backups)) {
    const work = job.dump
      ? () => drillDump(stand, operator, job, scratch, live)
      : () => drillJob(stand, operator, job);
    findings.push(await attempt(`${job.name} can be restored`, work));
  }
  return findings;
}

async function drillJob(stand: Stand, operator: Operator, job: Job): Promise<Observation> {
  const director = backupHost(stand);
  const host = stand.hosts.find(({ name }) => name === job.host) as Host;
  const root = `${workFolder}/files/${job.name}`;
  try {
    const { files, ...times } = await restoreJob(stand, operator, {
      job,
      on: director,
      where: root,
      seconds: longestRestore,
    });
    const paths = Object.keys(files);
    const [restored, live] = await Promise.all([
      operator.on<ByPath<PresentFile>>(director, 'describe_files.py', { root, paths }),
      operator.on<ByPath<PresentFile>>(host, 'describe_files.py', { root: '', paths }),
    ]);
    const { identical, changed, faults } = compareFiles(files, restored, live, times);
    const saw = `${paths.length} files of ${moment(times.taken)}: ${identical} identical on ${host.name}, ${changed} changed there since`;
    return { saw, faults };
  } finally {
    await operator.on(director, 'remove.py', root);
  }
}

async function drillDump(
  stand: Stand,
  operator: Operator,
  job: Job,
  scratch: Host,
  live: Promise<Rows | undefined>,
): Promise<Observation> {
  const root = `${workFolder}/files/${job.name}`;
  try {
    const { files, ...times } = await restoreJob(stand, operator, {
      job,
      on: scratch,
      where: root,
      seconds: longestRestore,
    });
    const paths = Object.keys(files);
    const restored = await operator.on<ByPath<PresentFile>>(scratch, 'describe_files.py', {
      root,
      paths,
    });
    const { faults } = compareFiles(files, restored, {}, times);
    const { rows } = await operator.on<{ rows: Rows }>(
      scratch,
      'load_dump.py',
      restoredDump(stand, root),
    );
    const now = (await live) ?? rows;
    const since = changedTables(rows, now).join(', ') || 'nothing';
    const missing = missingTables(rows, now).map((table) => `${table} is missing from the dump`);
    const saw = `${Object.keys(rows).length} tables with ${total(rows)} rows of ${moment(times.taken)}; since then: ${since}`;
    return { saw, faults: [...faults, ...missing] };
  } finally {
    await operator.on(scratch, 'remove.py', root);
  }
}

function moment(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
