import { StandError } from '../../controller/errors';
import { ejabberdDatabase } from '../../model/services/ejabberd-database';
import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Host } from '../../model/topology/hosts';
import { readRoles, rolesWithPrimary, wholeCluster } from '../cluster';
import { backUpCluster } from '../database-backup';
import { eventually } from '../eventually';
import type { Operator } from '../operator';
import type { Phase } from '../phase';
import { units } from '../units';
import { longestRecovery, type Mark, mark, recover, type Target } from './recovery';
import type { Rows } from './rows';

/** What a restore would do, from a trial beside the live database. */
export interface RestorePlan {
  readonly primary: Host;
  /** The host that is restored; the others copy from it. The primary keeps its data until then. */
  readonly first: Host;
  readonly target: Target;
  /** Time of the last transaction that would be there. */
  readonly upTo: string;
  /** Numbers of rows that would be there, and those that are. */
  readonly then: Rows;
  readonly now: Rows;
}

/** Restores into a scratch server, and says what the live database would lose. Changes nothing. */
export async function planRestore(
  stand: Stand,
  operator: Operator,
  target: Target,
): Promise<RestorePlan> {
  const { primary, standbys } = await rolesWithPrimary(stand, operator);
  const first = standbys.at(-1) ?? primary;
  const database = ejabberdDatabase(stand).name;
  const { after: now } = await mark(operator, primary, database, 'plan');
  const { upTo, rows: then } = await recover(operator, first, database, target);
  return { primary, first, target, upTo, then, now };
}

/**
 * Restores the cluster to a point in time. Users are disconnected meanwhile.
 * @returns the name of the restore point just before, by which the restore can be undone
 * @throws what failed; if that was before anything was lost, the cluster is started again as it was
 */
export async function restoreDatabase(
  stand: Stand,
  operator: Operator,
  { primary, first, target }: RestorePlan,
  phase: Phase,
): Promise<string> {
  const members = hostsOf(stand, 'psqlserver');
  const others = members.filter((host) => host !== first);
  const nodes = hostsOf(stand, 'ejserver');
  const standbys = members.filter((host) => host !== primary);
  let before: Mark | undefined;
  let touched = false;

  await phase('stop ejabberd', () => units(operator, nodes, 'stop', 'ejabberd'));
  try {
    before = await phase('archive the latest WAL', () =>
      mark(operator, primary, ejabberdDatabase(stand).name, 'before-restore'),
    );
    await phase('stop PostgreSQL', async () => {
      await units(operator, standbys, 'stop', 'patroni');
      await units(operator, [primary], 'stop', 'patroni');
    });
    touched = true;
    await phase(`restore ${first.name}`, () =>
      operator.on(first, 'restore_cluster.py', { target, seconds: longestRecovery }),
    );
  } catch (error) {
    await phase('start everything as it was', async () => {
      if (touched && before) await undoRestore(operator, primary, first, before.name);
      await units(operator, [primary, ...standbys], 'start', 'patroni');
      await wholeCluster(stand, operator, longestRecovery);
      await units(operator, nodes, 'start', 'ejabberd');
    });
    throw error;
  }
  await phase(`start PostgreSQL on ${first.name}`, async () => {
    await operator.on(first, 'forget_cluster.py');
    await units(operator, [first], 'start', 'patroni');
    await eventually(120, async () => {
      const roles = await readRoles([first], operator);
      if (roles.primary !== first) throw new StandError(`${first.name} did not become primary`);
    });
  });
  await phase('copy it to the other hosts', async () => {
    await emptyMembers(operator, others);
    await units(operator, others, 'start', 'patroni');
    await wholeCluster(stand, operator, longestRecovery);
  });
  await phase('start ejabberd', () => units(operator, nodes, 'start', 'ejabberd'));
  await phase('make a full backup', () => backUpCluster(stand, operator, true));
  return before.name;
}

/** Deletes members' data, so that they copy it from the primary when they start. */
async function emptyMembers(operator: Operator, hosts: readonly Host[]): Promise<void> {
  await Promise.all(hosts.map((host) => operator.on(host, 'empty_member.py')));
}

/** Undoes a restore that failed on its first host. */
async function undoRestore(
  operator: Operator,
  primary: Host,
  first: Host,
  before: string,
): Promise<void> {
  if (first !== primary) return emptyMembers(operator, [first]);
  // No other host has the data, but the archive has everything up to the restore point just before.
  const target: Target = { type: 'name', value: before };
  await operator.on(first, 'restore_cluster.py', { target, seconds: longestRecovery });
}
