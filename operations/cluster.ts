import { StandError } from '../controller/errors';
import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import type { Host } from '../model/topology/hosts';
import { eventually } from './eventually';
import type { Operator } from './operator';

/** A member in Patroni's words. @see https://patroni.readthedocs.io, REST API, /cluster */
export interface Member {
  readonly name: string;
  readonly role: string;
  readonly state: string;
}

/** The cluster as one host sees it; see guest/cluster.py. */
export interface ClusterView {
  /** Whether the host considers itself the primary. */
  readonly leads: boolean;
  readonly timeline: number;
  readonly members: readonly Member[];
}

/** The roles of the PostgreSQL hosts. */
export interface Roles {
  /** The host that takes writes; undefined while there is none. */
  readonly primary: Host | undefined;
  /** Standbys that stream, the synchronous ones first. */
  readonly standbys: readonly Host[];
  /** Standbys that have every acknowledged write: they can take over without losing data. */
  readonly synchronous: readonly Host[];
  /** Every other member: it does not run, or does not stream yet. */
  readonly others: readonly Host[];
}

export function rolesOf(hosts: readonly Host[], members: readonly Member[]): Roles {
  const named = (found: readonly Member[]) =>
    found.flatMap(({ name }) => hosts.find((host) => host.name === name) ?? []);
  const primary = named(members.filter(({ role, state }) => role === 'leader' && runs(state)))[0];
  const streaming = members.filter(({ role, state }) => role !== 'leader' && streams(state));
  const synchronous = named(streaming.filter(({ role }) => role === 'sync_standby'));
  const standbys = [...new Set([...synchronous, ...named(streaming)])];
  const others = hosts.filter((host) => host !== primary && !standbys.includes(host));
  return { primary, standbys, synchronous, others };
}

/** Patroni of Debian 12 calls a standby that streams `running`. */
function streams(state: string): boolean {
  return state === 'streaming' || state === 'running';
}

function runs(state: string): boolean {
  return state === 'running';
}

/**
 * Asks hosts for their roles in the cluster.
 * @throws when none of them answers
 */
export async function readRoles(hosts: readonly Host[], operator: Operator): Promise<Roles> {
  const answers = await Promise.allSettled(
    hosts.map((host) => operator.on<ClusterView>(host, 'cluster.py')),
  );
  const views = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  const view = latest(views);
  if (view) return rolesOf(hosts, view.members);
  const failures = answers.flatMap((answer) =>
    answer.status === 'rejected' ? (answer.reason as Error).message : [],
  );
  throw new StandError(`no PostgreSQL host answered: ${failures.join('; ')}`);
}

/** The roles of the stand's PostgreSQL hosts. @throws StandError while none is primary */
export async function rolesWithPrimary(
  stand: Stand,
  operator: Operator,
): Promise<Roles & { readonly primary: Host }> {
  const { primary, ...others } = await readRoles(hostsOf(stand, 'psqlserver'), operator);
  if (primary) return { primary, ...others };
  throw new StandError('no PostgreSQL host is primary; to start them: ./stand up --converge');
}

/** A host that was cut off still answers with what it last knew, so the view of the newest primary counts. */
export function latest(views: readonly ClusterView[]): ClusterView | undefined {
  const leading = views.filter(({ leads }) => leads);
  const candidates = leading.length > 0 ? leading : views;
  return candidates.reduce<ClusterView | undefined>(
    (best, view) => (best && best.timeline >= view.timeline ? best : view),
    undefined,
  );
}

/**
 * Waits until there is a primary and every other host streams from it, one of them
 * synchronously. @returns the roles then
 */
export function wholeCluster(stand: Stand, operator: Operator, seconds: number): Promise<Roles> {
  return eventually(seconds, async () => {
    const roles = await readRoles(hostsOf(stand, 'psqlserver'), operator);
    if (!roles.primary) throw new StandError('no PostgreSQL host is primary');
    if (roles.others.length > 0) {
      const names = roles.others.map(({ name }) => name).join(', ');
      throw new StandError(`not standbys of ${roles.primary.name}: ${names}`);
    }
    if (roles.standbys.length > 0 && roles.synchronous.length === 0) {
      throw new StandError(`no standby of ${roles.primary.name} is synchronous`);
    }
    return roles;
  });
}
