import { ejabberdDatabase } from '../model/services/ejabberd-database';
import type { Stand } from '../model/stand';
import type { Host } from '../model/topology/hosts';
import { attempt, type Finding } from '../operations/finding';
import type { Operator } from '../operations/operator';
import {
  type Mark,
  mark as markNow,
  recover,
  type Target,
  timeTarget,
} from '../operations/restore/recovery';
import { changedTables, type Rows, rowFaults, total } from '../operations/restore/rows';

/** How old the recovered data is, and how long recovery took. */
export interface Recovery {
  /** Time of the last transaction that was recovered. */
  readonly upTo: string;
  /** Seconds until the files were copied. */
  readonly restored: number;
  /** Seconds until the database answered: the recovery time. */
  readonly recovered: number;
  /** Seconds since WAL was last archived when the drill began: what a loss of all hosts had cost. */
  readonly exposed: number;
}

/** What guest/verify.py tells. */
interface Verification {
  readonly wal: number;
  readonly backups: readonly string[];
  readonly damaged: readonly string[];
}

/** Hosts of the drill, and the moment to restore; undefined is now. */
export interface DatabaseDrill {
  readonly primary: Host;
  /** Where the scratch server runs: a standby, where there is one. */
  readonly scratch: Host;
  readonly at?: Date;
}

/** Reads the whole repository, then restores the newest backup and compares it with the live data. */
export async function drillDatabase(
  stand: Stand,
  operator: Operator,
  { primary, scratch, at }: DatabaseDrill,
): Promise<{ findings: Finding[]; recovery?: Recovery; live?: Rows }> {
  const database = ejabberdDatabase(stand).name;
  let recovery: Recovery | undefined;
  let mark: Mark | undefined;
  const repository = await attempt('the repository of pgBackRest is intact', async () => {
    const { wal, backups, damaged } = await operator.on<Verification>(scratch, 'verify.py');
    const saw = `${backups.length} backups and ${wal} segments of WAL`;
    return { saw, faults: damaged };
  });
  const restore = await attempt(
    `the database can be restored as of ${at?.toISOString() ?? 'now'}`,
    async () => {
      mark = await markNow(operator, primary, database, 'drill');
      const target: Target = at ? timeTarget(at) : { type: 'name', value: mark.name };
      const recovered = await recover(operator, scratch, database, target);
      const { rows, marker, upTo } = recovered;
      recovery = {
        upTo,
        restored: recovered.restored,
        recovered: recovered.recovered,
        exposed: mark.exposed,
      };
      const size = `${Object.keys(rows).length} tables with ${total(rows)} rows, up to ${upTo}`;
      if (at) {
        const since = changedTables(rows, mark.after);
        return { saw: `${size}; since then: ${since.join(', ') || 'nothing'}` };
      }
      const lost = marker === mark.name ? [] : ['the row written just before is missing'];
      const faults = [...lost, ...rowFaults(rows, mark.before, mark.after)];
      return {
        saw: `${size}, as in the live database, with the row written just before`,
        faults,
      };
    },
  );
  return { findings: [repository, restore], recovery, live: mark?.after };
}
