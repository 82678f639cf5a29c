import { exitCodes, StandError } from '../../controller/errors';
import { backupJobs } from '../../model/backups/jobs';
import { ejabberdDatabase } from '../../model/services/ejabberd-database';
import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Host } from '../../model/topology/hosts';
import { rolesWithPrimary } from '../cluster';
import { type Operator, workFolder } from '../operator';
import { restoredDump, restoreJob } from './job';
import { longestRecovery } from './recovery';

/** How a restore changes one user's rows in a table. */
export interface TableChange {
  readonly live: number;
  readonly dumped: number;
  /** Live rows that would be gone. */
  readonly lost: number;
  readonly gained: number;
}

/** A user's data in a dump, compared with the live data. */
export interface UserPlan {
  /** The primary, where the dump was loaded. */
  readonly host: Host;
  /** The name as it is stored, such as `max` of somebody who writes Max. */
  readonly user: string;
  /** When the dump was made. */
  readonly taken: Date;
  readonly tables: Readonly<Record<string, TableChange>>;
}

const folder = `${workFolder}/files/user`;

/** The name before the domain. @throws StandError when the address is of another domain */
export function localName({ domain }: Pick<Stand, 'domain'>, address: string): string {
  const [name, at, ...more] = address.split('@') as [string, ...string[]];
  const here = at === undefined || (at.toLowerCase() === domain && more.length === 0);
  if (name !== '' && here) return name;
  throw new StandError(
    `user must be a name or an address such as name@${domain}; got '${address}'`,
    exitCodes.invalid,
  );
}

/** Restores a dump from Bacula beside the live database, and says what would change. Changes nothing. */
export async function planUser(
  stand: Stand,
  operator: Operator,
  name: string,
  at?: Date,
): Promise<UserPlan> {
  const job = backupJobs(stand.backups).find(({ dump }) => dump);
  if (!job) {
    const remedy = 'set dump on one of the backup jobs in stand.config.ts';
    throw new StandError(`no backup contains a dump of the database; ${remedy}`, exitCodes.invalid);
  }
  const { primary } = await rolesWithPrimary(stand, operator);
  const { taken } = await restoreJob(stand, operator, {
    job,
    on: primary,
    where: folder,
    at,
    seconds: longestRecovery,
  });
  const dump = restoredDump(stand, folder);
  const { domain } = stand;
  const { user, rows } = await operator.on<{ user: string; rows: object | null }>(
    primary,
    'load_user.py',
    { ...dump, user: name, domain },
  );
  const moment = new Date(taken * 1000);
  if (!rows) {
    throw new StandError(
      `the dump of ${moment.toISOString()} has no user '${user}'; choose another time with --at`,
      exitCodes.invalid,
    );
  }
  const trial = { database: dump.database, user, domain, apply: false };
  const tables = await operator.on<UserPlan['tables']>(primary, 'put_user.py', trial);
  return { host: primary, user, taken: moment, tables };
}

/** Carries out the plan in one transaction; ends the user's sessions. */
export async function restoreUser(
  stand: Stand,
  operator: Operator,
  { host, user }: UserPlan,
): Promise<void> {
  const { domain } = stand;
  const database = ejabberdDatabase(stand).name;
  await operator.on(host, 'put_user.py', { database, user, domain, apply: true });
  const nodes = hostsOf(stand, 'ejserver');
  await Promise.all(nodes.map((node) => operator.on(node, 'renew_user.py', { user, domain })));
}

/** Tables that a restore would change, as `vcard: 1 row lost, 1 gained`. */
export function userChanges(tables: UserPlan['tables']): string[] {
  return Object.entries(tables)
    .filter(([, { lost, gained }]) => lost + gained > 0)
    .map(([table, { lost, gained }]) => `${table}: ${lost} lost, ${gained} gained`);
}
