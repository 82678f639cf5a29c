import { StandError } from '../controller/errors';
import type { Stand } from '../model/stand';
import { rolesWithPrimary } from './cluster';
import { eventually } from './eventually';
import type { Operator } from './operator';

/** What came; see guest/backup_database.py. */
export interface DatabaseBackup {
  readonly label: string;
  readonly type: string;
  readonly bytes: number;
}

/** Longest time for the cluster to have a primary that is one to itself, in seconds. */
const failover = 120;

/**
 * Makes a backup of the cluster on the host that is primary. That may be another by the time it begins:
 * then it is tried there.
 * @param full whether it holds everything, or what has changed since the last full one
 * @throws StandError when none was made
 */
export async function backUpCluster(
  stand: Stand,
  operator: Operator,
  full: boolean,
): Promise<DatabaseBackup> {
  const outcome = await eventually(failover, async () => {
    const { primary } = await rolesWithPrimary(stand, operator);
    const made = await operator
      .on<DatabaseBackup | null>(primary, 'backup_database.py', full ? 'full' : 'diff')
      .catch((error: Error) => error);
    if (made) return made;
    const skipped = `PostgreSQL on ${primary.name} did not take itself for the primary`;
    throw new StandError(`no backup was made: ${skipped}; see ./stand check`);
  });
  if (outcome instanceof Error) throw outcome;
  return outcome;
}
