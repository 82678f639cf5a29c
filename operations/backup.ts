import { backupJobs } from '../model/backups/jobs';
import { backupHost } from '../model/services/bacula-client';
import type { Stand } from '../model/stand';
import { backUpCluster } from './database-backup';
import { attempt, type Finding } from './finding';
import type { Operator } from './operator';

export const backupKinds = ['database', 'files'] as const;
export type BackupKind = (typeof backupKinds)[number];

/** Longest time for one backup, in seconds. */
const limit = 6 * 60 * 60;

/**
 * Makes all backups now, at the same time.
 * @param full whether they contain everything, or only what changed since the last ones
 */
export async function makeBackups(
  stand: Stand,
  operator: Operator,
  kinds: readonly BackupKind[],
  full: boolean,
): Promise<Finding[]> {
  const work = [
    ...(kinds.includes('database') ? [backUpDatabase(stand, operator, full)] : []),
    ...(kinds.includes('files') ? backUpFiles(stand, operator, full) : []),
  ];
  return Promise.all(work);
}

function backUpDatabase(stand: Stand, operator: Operator, full: boolean): Promise<Finding> {
  return attempt('the database is backed up', async () => {
    const made = await backUpCluster(stand, operator, full);
    return { saw: `${made.type} backup ${made.label}, ${size(made.bytes)} more in the repository` };
  });
}

function backUpFiles(stand: Stand, operator: Operator, full: boolean): Promise<Finding>[] {
  const level = full ? 'Full' : 'Incremental';
  return backupJobs(stand.backups).map(({ name: job, pools }) =>
    attempt(`${job} ran`, async () => {
      const made = await operator.on<{ level: string; files: number; bytes: number }>(
        backupHost(stand),
        'backup_job.py',
        { job, level, pool: full ? pools.full : pools.incremental, seconds: limit },
      );
      return { saw: `${made.level}, ${made.files} files and folders, ${size(made.bytes)}` };
    }),
  );
}

function size(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
