import { posix } from 'node:path';
import { abbreviate } from '../../controller/abbreviate';
import { exitCodes, StandError } from '../../controller/errors';
import { backupFilesets, backupJobs, type Job } from '../../model/backups/jobs';
import { backupHost } from '../../model/services/bacula-client';
import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import { type Operator, workFolder } from '../operator';
import {
  type ByPath,
  damagedFiles,
  differences,
  linkedElsewhere,
  type PresentFile,
  type RecordedFile,
  withLinks,
} from './files';
import { restoreJob } from './job';

/** Where restored files are kept on the backup host until somebody takes them. */
const restoreFolder = '/bacula-restores';

/** Longest time that Bacula may take to restore, in seconds. */
const limit = 6 * 60 * 60;

/** How many faults to list; the others are only counted. */
const maxFaults = 20;

/** Files that were restored beside the live ones. */
export interface RestoredFiles {
  readonly host: Host;
  readonly job: Job;
  /** Host and folder where they are now, each under its own path. */
  readonly on: Host;
  readonly folder: string;
  /** When the newest backup of them began. */
  readonly taken: Date;
  /** Files, folders and links, as the backup has them. */
  readonly files: ByPath<RecordedFile>;
  /** How the live files differ, by path: that would be lost. */
  readonly differing: ByPath<readonly string[]>;
  /** Those that their host no longer has. */
  readonly missing: readonly string[];
  /** Those to restore in place: what differs, with its hard links, and what is missing. */
  readonly wanting: readonly string[];
  /** Those of them that would no longer be hard links of live files that are not restored. */
  readonly parting: readonly string[];
  /** Paths that are not in the backup and would be removed when the files are restored in place. */
  readonly removed: readonly string[];
}

/** Which files of a host to restore. */
export interface FileSelection {
  readonly host: string;
  /** Absolute paths of files and folders; everything below a folder belongs to it. */
  readonly paths: readonly string[];
  /** As they were then; undefined is the newest. */
  readonly at?: Date;
}

/**
 * A path as the catalog has it: without `..`, `.`, double slashes and a trailing one.
 * @throws StandError when it is not absolute
 */
export function plainPath(path: string): string {
  if (!path.startsWith('/')) {
    throw new StandError(`path must be absolute; got '${path}'`, exitCodes.invalid);
  }
  return posix.resolve(path);
}

/** Whether a path is a folder's own or below it. Both are as `plainPath` returns them. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);
}

/** The job that backs up all of these paths. @param paths as `plainPath` returns them @throws StandError when there is none */
export function jobOf(stand: Stand, { host, paths }: FileSelection): Job {
  const covered = new Map(
    backupFilesets(stand.backups).map(({ name, paths: roots }) => [name, roots.map(plainPath)]),
  );
  const jobs = backupJobs(stand.backups).filter((job) => job.host === host);
  const covers = (job: Job, path: string) =>
    (covered.get(job.fileset) ?? []).some((root) => isWithin(path, root));
  const found = jobs.find((job) => paths.every((path) => covers(job, path)));
  if (found) return found;
  const known = jobs.map((job) => `${job.name} contains ${covered.get(job.fileset)?.join(' ')}`);
  throw new StandError(
    `no backup of ${host} contains ${paths.join(' ')}; ${known.join(', ') || 'it has no backup job'}`,
    exitCodes.invalid,
  );
}

/** Restores files into a folder, on the backup host or on their own host. Changes nothing else. */
export async function restoreBeside(
  stand: Stand,
  operator: Operator,
  wanted: FileSelection,
  own: boolean,
): Promise<RestoredFiles> {
  const paths = wanted.paths.map(plainPath);
  const job = jobOf(stand, { ...wanted, paths });
  const director = backupHost(stand);
  const host = stand.hosts.find(({ name }) => name === wanted.host) as Host;
  const on = own ? host : director;
  const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = `${own ? `${workFolder}/files` : restoreFolder}/${host.name}-${moment}Z`;
  const { taken, files } = await restoreJob(stand, operator, {
    ...{ job, on, where: folder, seconds: limit },
    ...{ paths, at: wanted.at },
  });
  const describe = (where: Host, root: string) =>
    operator.on<ByPath<PresentFile>>(where, 'describe_files.py', {
      root,
      paths: Object.keys(files),
    });
  const [restored, live] = await Promise.all([describe(on, folder), describe(host, '')]);
  const damaged = damagedFiles(files, restored);
  if (damaged.length > 0) {
    await operator.on(on, 'remove.py', folder);
    throw new StandError(
      `${job.name}: ${abbreviate(damaged, maxFaults)}; see ./stand drill restore`,
    );
  }
  const differing = differences(restored, live);
  const missing = Object.keys(files).filter((path) => !live[path]);
  const wanting = withLinks(restored, [...Object.keys(differing), ...missing]);
  const parting = linkedElsewhere(live, wanting);
  const types = Object.fromEntries(wanting.map((path) => [path, restored[path]?.type]));
  const removed = await operator.on<string[]>(host, 'in_the_way.py', types);
  return {
    ...{ host, job, on, folder, files, differing, missing, wanting, parting, removed },
    taken: new Date(taken * 1000),
  };
}

/**
 * Replaces the live files with files that were restored beside them on their own host. Each is replaced
 * atomically, so after an interruption it can simply be run again.
 * @throws StandError with the files that could not be replaced
 */
export async function replaceLive(
  operator: Operator,
  { host, folder, files, wanting }: RestoredFiles,
): Promise<void> {
  const failed = await operator.on<Record<string, string>>(host, 'put_files.py', {
    ...{ root: folder, files, wanting },
  });
  const faults = Object.entries(failed).map(([path, why]) => `${path}: ${why}`);
  if (faults.length > 0) {
    throw new StandError(`all files were restored except ${abbreviate(faults, maxFaults)}`);
  }
}

/** Removes the files that were restored beside the live ones. */
export async function removeRestored(
  operator: Operator,
  { on, folder }: RestoredFiles,
): Promise<void> {
  await operator.on(on, 'remove.py', folder);
}
