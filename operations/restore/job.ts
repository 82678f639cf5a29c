import { dumpFolder, type Job } from '../../model/backups/jobs';
import { backupHost, clientName } from '../../model/services/bacula-client';
import { dumpUser } from '../../model/services/database-dump';
import { ejabberdDatabase } from '../../model/services/ejabberd-database';
import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import type { Operator } from '../operator';
import type { ByPath, RecordedFile } from './files';

/** What to restore of a Bacula job, and where to. */
export interface Restore {
  readonly job: Job;
  /** Host that receives the files, and the folder there: each file keeps its own path below it. */
  readonly on: Host;
  readonly where: string;
  /** Files and folders, as `plainPath` writes them; everything by default. */
  readonly paths?: readonly string[];
  /** As they were then; undefined is the newest. */
  readonly at?: Date;
  /** Longest time that it may take, in seconds. */
  readonly seconds: number;
}

/** What was restored; see guest/restore_job.py. */
export interface Restored {
  /** When the newest backup began, in seconds since 1970. */
  readonly taken: number;
  /** When the oldest that it builds on began. */
  readonly since: number;
  /** As the catalog has them. */
  readonly files: ByPath<RecordedFile>;
}

/** Restores the newest state of a job's files into a folder of a host. */
export function restoreJob(
  stand: Stand,
  operator: Operator,
  { job, on, where, paths, at, seconds }: Restore,
): Promise<Restored> {
  return operator.on(backupHost(stand), 'restore_job.py', {
    ...{ job: job.name, client: clientName(on.name), where, paths, seconds },
    before: at ? at.getTime() / 1000 : null,
  });
}

/** The argument for a script of guest/ that reads a dump which was restored into a folder. */
export function restoredDump(stand: Stand, where: string) {
  const { name: database, user } = ejabberdDatabase(stand);
  return { file: `${where}${dumpFolder}/ejabberd.sql`, database, roles: [user, dumpUser] };
}
