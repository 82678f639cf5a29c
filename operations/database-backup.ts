import { StandError } from '../controller/errors';
import type { Stand } from '../model/stand';
import { rolesWithPrimary } from './cluster';
import { eventually } from './eventually';
import type { Operator } from './operator';

/** A backup that was made; see guest/backup_database.py. */
export interface DatabaseBackup {
  readonly label: string;
  readonly type: string;
  readonly bytes: number;
}

/** Longest time until a host considers itself the primary, in seconds. */
const failover = 120;

/**
 * Makes a backup of the cluster on the primary. If another host has become primary by the time it begins,
 * it is tried again there.
 * @param full whether it contains everything, or only what changed since the last full one
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
    const skipped = `PostgreSQL on ${primary.name} is no longer the primary`;
    throw new StandError(
      `no backup was made: ${skipped}; for the reason: ./stand check --only database`,
    );
  });
  if (outcome instanceof Error) throw outcome;
  return outcome;
}
