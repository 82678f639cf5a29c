import { StandError } from '../controller/errors';
import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import { readRoles } from '../operations/cluster';
import type { Finding } from '../operations/finding';
import type { Operator } from '../operations/operator';
import { drillDatabase, type Recovery } from './restore-database';
import { drillFiles } from './restore-files';

export interface RestoreResult {
  readonly findings: readonly Finding[];
  /** Undefined when the database could not be restored. */
  readonly recovery?: Recovery;
}

/**
 * Restores every kind of backup somewhere harmless and compares it with what is live.
 * @param at the moment to which the database is restored; undefined is now
 * @throws StandError when there is no primary to compare with
 */
export async function drillRestore(
  stand: Stand,
  operator: Operator,
  at?: Date,
): Promise<RestoreResult> {
  const { primary, standbys } = await readRoles(hostsOf(stand, 'psqlserver'), operator);
  if (!primary) {
    throw new StandError('no PostgreSQL host is primary; run ./stand check --only database');
  }
  const scratch = standbys.at(-1) ?? primary;
  const database = drillDatabase(stand, operator, { primary, scratch, at });
  const live = database.then((drill) => drill.live);
  const [{ findings, recovery }, files] = await Promise.all([
    database,
    drillFiles(stand, operator, scratch, live),
  ]);
  return { findings: [...findings, ...files], recovery };
}
