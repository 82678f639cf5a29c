import { ssh } from '../../../test-stand/stand';
import { onHost } from './guest';
import { longList } from './services/bacula';
import { stanzaInfo } from './services/pgbackrest';
import { databaseRoles, sql } from './services/postgresql';
import { queryPrometheus } from './services/prometheus';

const uploads = '/var/lib/ejabberd/upload';
const database = 'ejabberd-domain-local';

/** Some of what services keep, as it was at a moment. */
export interface Kept {
  readonly messages: readonly string[];
  readonly accounts: readonly string[];
  readonly roster: readonly string[];
  readonly files: string;
  /** PostgreSQL's own number of it. */
  readonly cluster: readonly string[];
  readonly backups: readonly string[];
  readonly jobs: readonly string[];
  readonly hasMetrics: boolean;
  readonly silences: unknown;
}

/** Leaves a file, somebody's contact and a silence, which no other test does. */
export async function keepSomething(): Promise<void> {
  await ssh(
    'e1server',
    `sudo -u ejabberd sh -c 'mkdir -p ${uploads} && echo kept > ${uploads}/kept'`,
  );
  await ssh(
    'e1server',
    "sudo ejabberdctl add_rosteritem max domain.local kept example.org Kept '' both",
  );
  await onHost('mon1server', 'silences.py', 'kept');
}

/** @param moment seconds since 1970: what came later does not count */
export async function kept(moment: number): Promise<Kept> {
  const { primary } = await databaseRoles();
  const rows = async (statement: string) =>
    (await sql(primary, statement, database)).map((row) => row.join());
  const past = `timestamp <= ${moment * 1e6}`;
  const [{ backup }, jobs, [metrics]] = await Promise.all([
    stanzaInfo(primary),
    longList('llist jobs'),
    queryPrometheus([`min_over_time(timestamp(up{job="prometheus"})[2h:10s]) < ${moment}`]),
  ]);
  return {
    messages: await rows(`SELECT count(*), sum(hashtext(xml)) FROM archive WHERE ${past}`),
    accounts: await rows('SELECT DISTINCT username FROM users ORDER BY 1'),
    roster: await rows('SELECT username, jid, nick, subscription FROM rosterusers ORDER BY 1, 2'),
    files: await ssh(
      'e1server',
      `sudo sh -c 'cd ${uploads} && find . -type f | sort | xargs sha256sum'`,
    ),
    cluster: await rows('SELECT system_identifier FROM pg_control_system()'),
    backups: backup.map(({ label }) => label),
    jobs: jobs.map(({ jobid = '' }) => jobid),
    hasMetrics: metrics !== undefined && 'values' in metrics && metrics.values.length > 0,
    silences: await onHost('mon1server', 'silences.py', null),
  };
}

/** What must be there later: all of it, and more of what goes on by itself. */
export function stillKept(before: Kept): Kept {
  return {
    ...before,
    backups: expect.arrayContaining([...before.backups]),
    jobs: expect.arrayContaining([...before.jobs]),
  };
}
