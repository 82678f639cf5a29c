import { exitCodes, StandError } from '../machine/errors';
import { backupFilesets, backupJobs, type Job } from '../model/backups';
import type { Host } from '../model/hosts';
import { backupHost } from '../model/services/bacula-client';
import type { Stand } from '../model/stand';
import type { Digest } from './files';
import type { Operator } from './operator';
import { restoreJob } from './restore-job';

/** Where restored files lie until somebody takes them, on the backup host. */
const shelf = '/bacula-restores';

/** Longest time for which Bacula may restore, in seconds. */
const limit = 6 * 60 * 60;

/** Files that were brought back beside the live ones. */
export interface RestoredFiles {
  readonly host: Host;
  readonly job: Job;
  /** Host and folder where they are now, each under its own path. */
  readonly on: Host;
  readonly folder: string;
  /** When the newest backup of them began. */
  readonly taken: Date;
  readonly paths: readonly string[];
  /** Those of them that are otherwise on their host now: its content would be lost. */
  readonly differing: readonly string[];
  /** Those that their host does not have. */
  readonly missing: readonly string[];
}

/** What is wanted of a host's backups. */
export interface Wanted {
  readonly host: string;
  /** Absolute paths of files and folders; everything below a folder belongs to it. */
  readonly paths: readonly string[];
  /** As they were then; undefined is the newest. */
  readonly at?: Date;
}

/** The job that backs all of them up. @throws StandError when there is none */
export function jobOf(stand: Stand, { host, paths }: Wanted): Job {
  const covered = new Map(
    backupFilesets(stand.backups).map((fileset) => [fileset.name, fileset.paths]),
  );
  const jobs = backupJobs(stand.backups).filter((job) => job.host === host);
  const covers = (job: Job, path: string) =>
    (covered.get(job.fileset) ?? []).some((root) => path === root || path.startsWith(`${root}/`));
  const found = jobs.find((job) => paths.every((path) => covers(job, path)));
  if (found) return found;
  const known = jobs.map((job) => `${job.name} has ${covered.get(job.fileset)?.join(' ')}`);
  throw new StandError(
    `no backup of ${host} has ${paths.join(' ')}; ${known.join(', ') || 'none is described'}`,
    exitCodes.invalid,
  );
}

/** Brings files back into a folder, on the backup host or on their own. Changes nothing else. */
export async function bringBack(
  stand: Stand,
  operator: Operator,
  wanted: Wanted,
  own: boolean,
): Promise<RestoredFiles> {
  const job = jobOf(stand, wanted);
  const director = backupHost(stand);
  const host = stand.hosts.find(({ name }) => name === wanted.host) as Host;
  const on = own ? host : director;
  const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = `${own ? '/var/tmp' : shelf}/${host.name}-${moment}Z`;
  const { taken, digests } = await restoreJob(stand, operator, {
    ...{ job, on, where: folder, seconds: limit },
    ...{ paths: wanted.paths, at: wanted.at },
  });
  const argument = (root: string) => ({ root, paths: Object.keys(digests) });
  const [restored, live] = await Promise.all([
    operator.on<Record<string, Digest>>(on, 'digests.py', argument(folder)),
    operator.on<Record<string, Digest>>(host, 'digests.py', argument('')),
  ]);
  const paths = Object.keys(digests);
  const damaged = paths.filter((path) => restored[path]?.sha1 !== digests[path]);
  if (paths.length === 0 || damaged.length > 0) {
    await operator.on(on, 'remove.py', folder);
    const what =
      damaged.length > 0 ? `${damaged.join(' ')} did not come back whole` : 'no such file';
    throw new StandError(`${job.name}: ${what}; see ./stand drill restore`);
  }
  return {
    ...{ host, job, on, folder, paths },
    taken: new Date(taken * 1000),
    differing: paths.filter((path) => live[path] && live[path].sha1 !== digests[path]),
    missing: paths.filter((path) => !live[path]),
  };
}

/** Puts files that were brought back to their own host where they belong. */
export async function putBack(
  operator: Operator,
  { host, folder, paths }: RestoredFiles,
): Promise<void> {
  await operator.on(host, 'copy_files.py', { root: folder, paths });
}

/** Takes them away again. */
export async function takeAway(operator: Operator, { on, folder }: RestoredFiles): Promise<void> {
  await operator.on(on, 'remove.py', folder);
}
