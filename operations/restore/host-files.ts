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

/** Where restored files lie until somebody takes them, on the backup host. */
const shelf = '/bacula-restores';

/** Longest time for which Bacula may restore, in seconds. */
const limit = 6 * 60 * 60;

/** More faults than these only say that there are many. */
const told = 20;

/** Files that were brought back beside the live ones. */
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
  /** By path in what those of them are otherwise on their host now: that would be lost. */
  readonly differing: ByPath<readonly string[]>;
  /** Those that their host does not have. */
  readonly missing: readonly string[];
  /** Those that are put where they belong: what differs, with its hard links, and what is missing. */
  readonly wanting: readonly string[];
  /** Those of them that are no hard links any more of files that nobody wants back. */
  readonly parting: readonly string[];
  /** What goes besides when they are put there, and the backup does not have. */
  readonly removed: readonly string[];
}

/** What is wanted of a host's backups. */
export interface Wanted {
  readonly host: string;
  /** Absolute paths of files and folders; everything below a folder belongs to it. */
  readonly paths: readonly string[];
  /** As they were then; undefined is the newest. */
  readonly at?: Date;
}

/**
 * A path as the catalog has it: without `..`, `.`, doubled slashes and one at its end.
 * @throws StandError when it is not absolute
 */
export function plainPath(path: string): string {
  if (!path.startsWith('/')) {
    throw new StandError(`a path must be absolute; got '${path}'`, exitCodes.invalid);
  }
  return posix.resolve(path);
}

/** The job that backs all of them up. @param paths as `plainPath` writes them @throws StandError when there is none */
export function jobOf(stand: Stand, { host, paths }: Wanted): Job {
  const covered = new Map(
    backupFilesets(stand.backups).map(({ name, paths: roots }) => [name, roots.map(plainPath)]),
  );
  const jobs = backupJobs(stand.backups).filter((job) => job.host === host);
  const covers = (job: Job, path: string) =>
    (covered.get(job.fileset) ?? []).some(
      (root) => path === root || path.startsWith(root === '/' ? root : `${root}/`),
    );
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
  const paths = wanted.paths.map(plainPath);
  const job = jobOf(stand, { ...wanted, paths });
  const director = backupHost(stand);
  const host = stand.hosts.find(({ name }) => name === wanted.host) as Host;
  const on = own ? host : director;
  const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = `${own ? `${workFolder}/files` : shelf}/${host.name}-${moment}Z`;
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
    throw new StandError(`${job.name}: ${abbreviate(damaged, told)}; see ./stand drill restore`);
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
 * Puts files that were brought back to their own host where they belong. Each is replaced at once, so
 * what is interrupted is continued by doing it again.
 * @throws StandError with what could not be put back, by name
 */
export async function putBack(
  operator: Operator,
  { host, folder, files, wanting }: RestoredFiles,
): Promise<void> {
  const failed = await operator.on<Record<string, string>>(host, 'put_files.py', {
    ...{ root: folder, files, wanting },
  });
  const faults = Object.entries(failed).map(([path, why]) => `${path}: ${why}`);
  if (faults.length > 0) {
    throw new StandError(`all else is back in place, but not ${abbreviate(faults, told)}`);
  }
}

/** Takes them away again. */
export async function takeAway(operator: Operator, { on, folder }: RestoredFiles): Promise<void> {
  await operator.on(on, 'remove.py', folder);
}
