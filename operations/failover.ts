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
 * Makes another host the primary, and waits until the rest of the cluster follows it.
 * @param to its name. @default a synchronous standby
 * @throws StandError when no host can take over without losing data
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
    throw new StandError(
      `${primary?.name} became the primary instead of ${candidate.name}; try again: ./stand failover --to ${candidate.name}`,
    );
  }
  return { from: leader ?? undefined, to: candidate.name };
}

/** The host that takes over. @throws StandError when there is none, or the requested one cannot */
export function candidateOf(hosts: readonly Host[], roles: Roles, to?: string): Host {
  const { primary, standbys, synchronous } = roles;
  const names = hosts.map(({ name }) => name).join(', ');
  if (to !== undefined && !hosts.some(({ name }) => name === to)) {
    throw new StandError(
      `--to must be a host with PostgreSQL (${names}); got '${to}'`,
      exitCodes.invalid,
    );
  }
  if (to !== undefined && primary?.name === to) {
    throw new StandError(
      `--to must be a standby; got '${to}', which is already the primary`,
      exitCodes.invalid,
    );
  }
  // While there is a primary, only a synchronous standby has every acknowledged write.
  const able = primary ? synchronous : standbys;
  const candidate = to === undefined ? able[0] : able.find(({ name }) => name === to);
  if (candidate) return candidate;
  throw new StandError(
    `${to ?? 'no host'} ${to === undefined ? 'can' : 'cannot'} take over without losing data; for the reason: ./stand check --only database`,
  );
}
