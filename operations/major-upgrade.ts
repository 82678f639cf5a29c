import { exitCodes, StandError } from '../controller/errors';
import { ejabberdDatabase } from '../model/services/ejabberd-database';
import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import type { Host } from '../model/topology/hosts';
import { readRoles, rolesWithPrimary, wholeCluster } from './cluster';
import { backUpCluster } from './database-backup';
import { eventually } from './eventually';
import { type Begun, formerPrimary, type HostVersions, hostsWith, wayBegun } from './major-way';
import type { Operator } from './operator';
import type { Phase } from './phase';
import { longestRecovery, mark } from './restore/recovery';
import type { Rows } from './restore/rows';
import { units } from './units';

/** A trial on the newest backup; see guest/rehearse_upgrade.py. */
export interface Rehearsal {
  readonly seconds: number;
  readonly before: Rows;
  readonly after: Rows;
}

export function readVersions(stand: Stand, operator: Operator): Promise<HostVersions[]> {
  return Promise.all(
    hostsOf(stand, 'psqlserver').map(async (host) => ({
      host,
      ...(await operator.on<Omit<HostVersions, 'host'>>(host, 'read_versions.py')),
    })),
  );
}

/** Upgrades the newest backup in a scratch folder of a standby. Changes no database. */
export async function rehearse(stand: Stand, operator: Operator, to: number): Promise<Rehearsal> {
  const { primary, standbys } = await rolesWithPrimary(stand, operator);
  return operator.on(standbys.at(-1) ?? primary, 'rehearse_upgrade.py', {
    database: ejabberdDatabase(stand).name,
    to,
    seconds: longestRecovery,
  });
}

/**
 * Converts the primary's cluster to another major version, and has the others copy it. ejabberd is stopped from
 * the restore point to the converted cluster's start. One that was interrupted is continued; a way back that was
 * interrupted is gone to its end first, for what it came back to may have been written to.
 * @returns seconds in which nobody could write; undefined when that began in an earlier run
 * @throws what failed; if that was before the converted cluster took over, all runs again as it was
 */
export async function upgradeCluster(
  stand: Stand,
  operator: Operator,
  to: number,
  phase: Phase,
): Promise<number | undefined> {
  let versions = await readVersions(stand, operator);
  const begun = wayBegun(versions);
  if (begun) requireEnd(begun, begun.higher, to);
  if (begun?.direction === 'back') {
    const { lower } = begun;
    await takeOver(stand, operator, lower, 'former', hostsWith(versions, lower), phase);
    versions = await readVersions(stand, operator);
  }
  const converted = hostsWith(versions, to);
  const before =
    converted.length > 0 ? undefined : await convertPrimary(stand, operator, to, phase);
  const first = before ? [before.primary] : converted;
  const started = await takeOver(stand, operator, to, 'follower', first, phase);
  await phase('gather statistics for the planner', async () => {
    const { primary } = await rolesWithPrimary(stand, operator);
    await operator.on(primary, 'analyze.py');
  });
  return before && (started - before.stopped) / 1000;
}

/**
 * Goes back to the cluster that was left for the present one, which is put aside. A conversion that was
 * interrupted is gone back from as well.
 * @throws StandError before anything is changed where no host has it
 */
export async function goBack(
  stand: Stand,
  operator: Operator,
  to: number,
  phase: Phase,
): Promise<void> {
  const versions = await readVersions(stand, operator);
  const begun = wayBegun(versions);
  if (begun) requireEnd(begun, begun.lower, to);
  const former = formerPrimary(versions, to);
  const gone = hostsWith(versions, to);
  if (begun?.direction !== 'forth' && gone.length > 0) {
    await takeOver(stand, operator, to, 'former', gone, phase);
    return;
  }
  if (!former) throw new StandError(`no host has the cluster of PostgreSQL ${to}`);
  await stopUsers(stand, operator, phase);
  await stopDatabases(stand, operator, phase);
  await operator.on(former, 'use_version.py', { to, as: 'former' });
  await takeOver(stand, operator, to, 'former', [former], phase);
}

/** @throws StandError where what was begun does not end at this version in that direction */
function requireEnd({ lower, higher }: Begun, end: number, to: number): void {
  if (to === end) return;
  throw new StandError(
    `hosts are between PostgreSQL ${lower} and ${higher}; nothing was changed; where ${higher} is described, ./stand upgrade postgresql goes on to it, and where ${lower} is, with --back`,
    exitCodes.invalid,
  );
}

/** Bacula's catalog has a PostgreSQL of its own. */
export async function changeCatalog(stand: Stand, operator: Operator, to: number): Promise<void> {
  for (const host of catalogHosts(stand)) await operator.on(host, 'upgrade_catalog.py', { to });
}

function catalogHosts(stand: Stand): readonly Host[] {
  const hasCatalog = stand.services.some(({ name }) => name === 'bacula_director');
  return hasCatalog ? hostsOf(stand, 'bkserver') : [];
}

/**
 * Deletes what is kept of other versions, and their programs, which came from other suites.
 * @returns names of what was deleted, by host
 */
export async function removeVersions(
  stand: Stand,
  operator: Operator,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { earlierPostgresql } = stand.release;
  const suites = Object.values(earlierPostgresql).filter((one) => one !== stand.postgresql.suite);
  const scripts = [
    ...hostsOf(stand, 'psqlserver').map((host) => [host, 'remove_versions.py'] as const),
    ...catalogHosts(stand).map((host) => [host, 'remove_catalogs.py'] as const),
  ];
  const removed = scripts.map(async ([host, script]) => [
    host.name,
    await operator.on<string[]>(host, script, suites),
  ]);
  return Object.fromEntries(await Promise.all(removed));
}

/** @returns whose cluster was converted, and when ejabberd was stopped, in milliseconds */
async function convertPrimary(
  stand: Stand,
  operator: Operator,
  to: number,
  phase: Phase,
): Promise<{ primary: Host; stopped: number }> {
  const members = hostsOf(stand, 'psqlserver');
  // An attempt that was interrupted may have stopped it.
  const { primary } = await phase('wait for all members of the cluster', async () => {
    await units(operator, members, 'start', 'patroni');
    await wholeCluster(stand, operator, longestRecovery);
    return rolesWithPrimary(stand, operator);
  });
  await phase('make a full backup', async () => {
    // After a way back that no deployment followed it is still of the later version.
    await operator.on(primary, 'follow_stanza.py');
    return backUpCluster(stand, operator, true);
  });
  const stopped = Date.now();
  try {
    await stopUsers(stand, operator, phase);
    await phase('archive the latest WAL', () =>
      mark(operator, primary, ejabberdDatabase(stand).name, 'before-upgrade'),
    );
    await stopDatabases(stand, operator, phase);
    await phase(`convert the cluster on ${primary.name}`, () =>
      operator.on(primary, 'upgrade_cluster.py', { to }),
    );
  } catch (error) {
    await phase('start everything as it was', async () => {
      await units(operator, members, 'start', 'patroni');
      await wholeCluster(stand, operator, longestRecovery);
      await units(operator, hostsOf(stand, 'ejserver'), 'start', 'ejabberd');
    });
    throw error;
  }
  await operator.on(primary, 'use_version.py', { to, as: 'first' });
  return { primary, stopped };
}

function stopUsers(stand: Stand, operator: Operator, phase: Phase): Promise<void> {
  return phase('stop ejabberd', () =>
    units(operator, hostsOf(stand, 'ejserver'), 'stop', 'ejabberd'),
  );
}

/** Stops PostgreSQL, the primary last. */
async function stopDatabases(stand: Stand, operator: Operator, phase: Phase): Promise<void> {
  const members = hostsOf(stand, 'psqlserver');
  // There is none where an attempt was interrupted.
  const roles = await readRoles(members, operator).catch(() => undefined);
  const last = members.filter((host) => host === roles?.primary);
  await phase('stop PostgreSQL', async () => {
    const standbys = members.filter((host) => !last.includes(host));
    await units(operator, standbys, 'stop', 'patroni');
    await units(operator, last, 'stop', 'patroni');
  });
}

/**
 * Starts the cluster from hosts that have the version, lets users in, and has the other hosts copy it.
 * @param first one host where the cluster is new to etcd, which has another one yet
 * @returns when ejabberd was started, in milliseconds
 */
async function takeOver(
  stand: Stand,
  operator: Operator,
  to: number,
  as: 'follower' | 'former',
  first: readonly Host[],
  phase: Phase,
): Promise<number> {
  const members = hostsOf(stand, 'psqlserver');
  const others = members.filter((host) => !first.includes(host));
  await phase(`start PostgreSQL ${to}`, async () => {
    await units(operator, others, 'stop', 'patroni');
    for (const host of first) {
      await operator.on(host, 'use_version.py', { to, as });
      if (first.length === 1 && !(await leads(host, operator))) await introduce(host, operator);
    }
    await units(operator, first, 'start', 'patroni');
    await eventually(120, async () => {
      const { primary } = await readRoles(first, operator);
      if (!primary) throw new StandError('no PostgreSQL host became primary');
    });
  });
  await phase('start ejabberd', () =>
    units(operator, hostsOf(stand, 'ejserver'), 'start', 'ejabberd'),
  );
  const started = Date.now();
  await phase('have the other hosts follow', async () => {
    for (const host of others) await operator.on(host, 'use_version.py', { to, as });
    await units(operator, others, 'start', 'patroni');
    await wholeCluster(stand, operator, longestRecovery);
  });
  return started;
}

async function leads(host: Host, operator: Operator): Promise<boolean> {
  const roles = await readRoles([host], operator).catch(() => undefined);
  return roles?.primary === host;
}

/** Has etcd take the cluster that this host starts for a new one. */
async function introduce(host: Host, operator: Operator): Promise<void> {
  await units(operator, [host], 'stop', 'patroni');
  // A primary that was killed is remembered for a while.
  await eventually(60, () => operator.on(host, 'forget_cluster.py'));
}
