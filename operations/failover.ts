import { exitCodes, StandError } from '../controller/errors';
import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import type { Host } from '../model/topology/hosts';
import { type Roles, readRoles, wholeCluster } from './cluster';
import type { Operator } from './operator';

export interface Failover {
  /** The primary before; undefined when there was none. */
  readonly from: string | undefined;
  readonly to: string;
}

/**
 * Makes another host primary, and waits until the rest of the cluster follows it.
 * @param to its name; by default a standby that has everything
 * @throws StandError when no host can take over without loss
 */
export async function failOver(stand: Stand, operator: Operator, to?: string): Promise<Failover> {
  const hosts = hostsOf(stand, 'psqlserver');
  const roles = await readRoles(hosts, operator);
  const candidate = candidateOf(hosts, roles, to);
  const leader = roles.primary?.name ?? null;
  const argument = { leader, candidate: candidate.name };
  await operator.on(roles.primary ?? candidate, 'hand_over.py', argument);
  const { primary } = await wholeCluster(stand, operator, 120);
  if (primary !== candidate) {
    throw new StandError(`${primary?.name} is primary, not ${candidate.name}: try again`);
  }
  return { from: leader ?? undefined, to: candidate.name };
}

/** The host that takes over. @throws StandError when there is none, or the wanted one cannot */
export function candidateOf(hosts: readonly Host[], roles: Roles, to?: string): Host {
  const { primary, standbys, synchronous } = roles;
  const names = hosts.map(({ name }) => name).join(', ');
  if (to !== undefined && !hosts.some(({ name }) => name === to)) {
    throw new StandError(`'${to}' has no PostgreSQL; choose from ${names}`, exitCodes.invalid);
  }
  if (to !== undefined && primary?.name === to) {
    throw new StandError(`${to} is primary already; choose another of ${names}`, exitCodes.invalid);
  }
  // While there is a primary, only a synchronous standby has all that was acknowledged.
  const able = primary ? synchronous : standbys;
  const candidate = to === undefined ? able[0] : able.find(({ name }) => name === to);
  if (candidate) return candidate;
  throw new StandError(
    `${to ?? 'no host'} ${to === undefined ? 'can' : 'cannot'} take over without loss: see ./stand check --only database`,
  );
}
