import { type DatabaseHost, databaseHosts } from '../../../../test-stand/hosts';
import { ssh } from '../../../../test-stand/stand';
import { eventually } from '../eventually';

/** Runs SQL as the superuser on a host. @returns one array of columns a row */
export async function sql(
  host: DatabaseHost,
  statement: string,
  database = 'postgres',
): Promise<string[][]> {
  const command = `sudo -u postgres psql --no-psqlrc --quiet --csv --tuples-only --set ON_ERROR_STOP=1 --dbname '${database}'`;
  const output = await ssh(host, `cd / && ${command}`, statement);
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(','));
}

export interface DatabaseRoles {
  readonly primary: DatabaseHost;
  readonly replica: DatabaseHost;
}

/** Which host takes writes, and which one follows it. Throws unless there is one of each. */
export async function databaseRoles(): Promise<DatabaseRoles> {
  const recovering = await Promise.all(
    databaseHosts.map(
      async (host) => (await sql(host, 'SELECT pg_is_in_recovery()'))[0]?.[0] === 't',
    ),
  );
  const primary = databaseHosts.find((_, index) => !recovering[index]);
  const replica = databaseHosts.find((_, index) => recovering[index]);
  if (!primary || !replica) throw new Error(`in recovery: ${recovering}`);
  return { primary, replica };
}

/** Lets primary and replica change places. @returns who is who now */
export async function switchOver(): Promise<DatabaseRoles> {
  const { primary, replica } = await databaseRoles();
  const patronictl = 'sudo patronictl --config-file /etc/patroni/config.yml';
  await ssh(primary, `${patronictl} switchover --force --leader ${primary} --candidate ${replica}`);
  const now = { primary: replica, replica: primary };
  await eventually(async () => {
    expect(await databaseRoles()).toEqual(now);
  });
  return now;
}

/** Begins another segment of WAL. @returns the name of the one that ended */
export async function switchSegment(primary: DatabaseHost): Promise<string> {
  // A segment in which nothing was written is not switched.
  const write = 'CREATE TABLE filler AS SELECT 1; DROP TABLE filler';
  const rows = await sql(primary, `${write}; SELECT pg_walfile_name(pg_switch_wal())`);
  return rows[0]?.[0] as string;
}

export interface Standby {
  readonly name: string;
  readonly state: string;
  readonly synchrony: string;
  readonly encrypted: boolean;
  /** WAL that was written on the primary and is not yet replayed. */
  readonly lagBytes: number;
}

export async function standbysOf(primary: DatabaseHost): Promise<Standby[]> {
  const rows = await sql(
    primary,
    `SELECT application_name, state, sync_state, ssl, pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)
     FROM pg_stat_replication JOIN pg_stat_ssl USING (pid)`,
  );
  return rows.map(([name, state, synchrony, ssl, lag]) => ({
    name: name as string,
    state: state as string,
    synchrony: synchrony as string,
    encrypted: ssl === 't',
    lagBytes: Number(lag),
  }));
}
