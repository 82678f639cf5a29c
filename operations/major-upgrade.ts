import { StandError } from '../controller/errors';
import { ejabberdDatabase } from '../model/services/ejabberd-database';
import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import type { Host } from '../model/topology/hosts';
import { readRoles, rolesWithPrimary, wholeCluster } from './cluster';
import { backUpCluster } from './database-backup';
import { eventually } from './eventually';
import type { Operator } from './operator';
import type { Phase } from './phase';
import { longestRecovery, mark } from './restore/recovery';
import type { Rows } from './restore/rows';
import { units } from './units';

/** What a host says of PostgreSQL's major versions; see guest/read_versions.py. */
export interface HostVersions {
  readonly host: Host;
  /** Codename of the host's Debian release. */
  readonly codename: string;
  /** The version that Patroni runs. */
  readonly current: number;
  /** When another version took over, by version, on the host that was the primary then. */
  readonly left: Readonly<Record<number, string>>;
  /** Versions whose data was put aside by a way back. */
  readonly aside: readonly number[];
}

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
 * the restore point to the converted cluster's start. One that was interrupted is continued.
 * @returns seconds in which nobody could write; undefined when that began in an earlier run
 * @throws what failed; if that was before the converted cluster took over, all runs again as it was
 */
export async function upgradeCluster(
  stand: Stand,
  operator: Operator,
  to: number,
  phase: Phase,
): Promise<number | undefined> {
  const versions = await readVersions(stand, operator);
  const before = hostsWith(versions, to);
  const stopped = before.length > 0 ? undefined : await convertPrimary(stand, operator, to, phase);
  const started = await takeOver(stand, operator, to, false, phase);
  await phase('gather statistics for the planner', async () => {
    const { primary } = await rolesWithPrimary(stand, operator);
    await operator.on(primary, 'analyze.py');
  });
  return stopped && (started - stopped) / 1000;
}

/**
 * Goes back to the cluster that was left for the present one, which is put aside.
 * @throws StandError before anything is changed where no host has it
 */
export async function goBack(
  stand: Stand,
  operator: Operator,
  to: number,
  phase: Phase,
): Promise<void> {
  const versions = await readVersions(stand, operator);
  if (hostsWith(versions, to).length === 0) {
    const former = formerPrimary(versions, to);
    if (!former) throw new StandError(`no host has the cluster of PostgreSQL ${to}`);
    await stopAll(stand, operator, phase);
    await operator.on(former, 'forget_cluster.py');
    await operator.on(former, 'use_version.py', { to, aside: true });
  }
  await takeOver(stand, operator, to, true, phase);
}

/** The host whose cluster another version took over from; undefined when it is not kept. */
export function formerPrimary(versions: readonly HostVersions[], to: number): Host | undefined {
  return versions.find(({ left }) => left[to] !== undefined)?.host;
}

function hostsWith(versions: readonly HostVersions[], version: number): Host[] {
  return versions.filter(({ current }) => current === version).map(({ host }) => host);
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

/** @returns when ejabberd was stopped, in milliseconds */
async function convertPrimary(
  stand: Stand,
  operator: Operator,
  to: number,
  phase: Phase,
): Promise<number> {
  const members = hostsOf(stand, 'psqlserver');
  // An attempt that was interrupted may have stopped it.
  const { primary } = await phase('wait for all members of the cluster', async () => {
    await units(operator, members, 'start', 'patroni');
    await wholeCluster(stand, operator, longestRecovery);
    return rolesWithPrimary(stand, operator);
  });
  await phase('make a full backup', () => backUpCluster(stand, operator, true));
  const stopped = Date.now();
  try {
    await stopAll(stand, operator, phase);
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
  await operator.on(primary, 'forget_cluster.py');
  await operator.on(primary, 'use_version.py', { to, aside: false });
  return stopped;
}

/** Stops ejabberd, and PostgreSQL when all is archived, the primary last. */
async function stopAll(stand: Stand, operator: Operator, phase: Phase): Promise<void> {
  const members = hostsOf(stand, 'psqlserver');
  // There is none where an attempt was interrupted.
  const roles = await readRoles(members, operator).catch(() => undefined);
  const last = members.filter((host) => host === roles?.primary);
  await phase('stop ejabberd', () =>
    units(operator, hostsOf(stand, 'ejserver'), 'stop', 'ejabberd'),
  );
  await phase('archive the latest WAL', async () => {
    const database = ejabberdDatabase(stand).name;
    for (const primary of last) await mark(operator, primary, database, 'before-upgrade');
  });
  await phase('stop PostgreSQL', async () => {
    const standbys = members.filter((host) => !last.includes(host));
    await units(operator, standbys, 'stop', 'patroni');
    await units(operator, last, 'stop', 'patroni');
  });
}

/**
 * Starts the cluster from the host that has the version, lets users in, and has the other hosts copy it.
 * @returns when ejabberd was started, in milliseconds
 */
async function takeOver(
  stand: Stand,
  operator: Operator,
  to: number,
  aside: boolean,
  phase: Phase,
): Promise<number> {
  const versions = await readVersions(stand, operator);
  const first = hostsWith(versions, to);
  const others = versions.map(({ host }) => host).filter((host) => !first.includes(host));
  await phase(`start PostgreSQL ${to}`, async () => {
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
    await units(operator, others, 'stop', 'patroni');
    for (const host of others) await operator.on(host, 'use_version.py', { to, aside });
    await units(operator, others, 'start', 'patroni');
    await wholeCluster(stand, operator, longestRecovery);
  });
  return started;
}
