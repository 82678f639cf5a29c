import { backupFilesets, backupJobs, backupPools } from '../../model/backups/jobs';
import { uploadsFolder } from '../../model/services/ejabberd';
import { keptDays } from '../../model/services/pgbackrest';
import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import { isWithin, plainPath } from '../restore/host-files';

/** What a backup still has of what is removed now. */
export interface KeptBackup {
  readonly what: string;
  /** The day after which it has nothing; null where the description does not say. */
  readonly until: string | null;
}

/** What the stand's backups keep of an account that is removed now, and until when. */
export function keptBackups(stand: Stand, now: Date): KeptBackup[] {
  const { backups, services } = stand;
  const filesets = backupFilesets(backups);
  const nodes = hostsOf(stand, 'ejserver').map(({ name }) => name);
  const jobs = backupJobs(backups).flatMap(({ name, host, dump, fileset, pools }) => {
    const paths = filesets.find((each) => each.name === fileset)?.paths ?? [];
    const hasFiles = nodes.includes(host) && paths.some(hasUploads);
    const what = dump ? 'dumps of the database' : hasFiles ? 'uploaded files' : null;
    if (what === null) return [];
    const days = backupPools(backups)
      .filter((pool) => Object.values(pools).includes(pool.name))
      // A volume takes jobs, is kept, and written over when its turn comes.
      .map(({ retentionDays, volumeDays, volumes }) =>
        Math.max(retentionDays + volumeDays, volumes * volumeDays),
      );
    return [{ what: `${what} (${name})`, until: dayAfter(now, Math.max(0, ...days)) }];
  });
  if (!services.some(({ name }) => name === 'pgbackrest')) return jobs;
  const days = keptDays(stand);
  const until = days === undefined ? null : dayAfter(now, days);
  return [...jobs, { what: 'base backups of the database (pgBackRest)', until }];
}

function hasUploads(path: string): boolean {
  const plain = plainPath(path);
  return isWithin(uploadsFolder, plain) || isWithin(plain, uploadsFolder);
}

function dayAfter(now: Date, days: number): string {
  return new Date(now.getTime() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
