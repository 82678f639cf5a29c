import { certificateFiles } from '../../model/services/base';
import { postgresqlPorts } from '../../model/services/postgresql';
import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Host } from '../../model/topology/hosts';
import type { Probe } from '../probe';
import type { Tools } from '../tools';

/** How a host takes part in replication; see guest/replication.py. */
export interface Replication {
  readonly recovering: boolean;
  readonly standbys: readonly Standby[];
}

export interface Standby {
  readonly name: string;
  readonly state: string;
  readonly synchrony: string;
  /** WAL that was written and that it has not replayed yet. */
  readonly bytes: number;
  readonly seconds: number;
}

export function replicationOf(tools: Tools, host: Host): Promise<Replication> {
  return tools.ask(host, 'replication.py') as Promise<Replication>;
}

/** The host that takes writes. Throws unless there is one, as far as hosts answer. */
export async function primaryOf(stand: Stand, tools: Tools): Promise<Host> {
  const hosts = hostsOf(stand, 'psqlserver');
  const answers = await Promise.allSettled(hosts.map((host) => replicationOf(tools, host)));
  const primaries = hosts.filter((_, index) => {
    const answer = answers[index];
    return answer?.status === 'fulfilled' && !answer.value.recovering;
  });
  const [primary, ...others] = primaries;
  if (!primary) throw new Error('no host accepts writes');
  if (others.length === 0) return primary;
  throw new Error(`${primaries.map(({ name }) => name).join(' and ')} accept writes`);
}

/** Whether Patroni on each host and PostgreSQL itself mean the same host. */
export function leaderProbe(stand: Stand, tools: Tools): Probe {
  const hosts = hostsOf(stand, 'psqlserver');
  return {
    group: 'database',
    name: 'one leader',
    expected: 'one host accepts writes, and every Patroni that answers calls it the leader',
    next: `./stand ssh ${hosts[0]?.name} -- sudo patronictl -c /etc/patroni/config.yml list`,
    run: async () => {
      const primary = await primaryOf(stand, tools);
      const views = await Promise.allSettled(
        hosts.map((host) =>
          tools.ask(host, 'patroni.py', {
            address: host.serviceAddress,
            port: postgresqlPorts.patroni,
            authority: certificateFiles.authority,
          }),
        ),
      );
      const leaders = views.flatMap((view) =>
        view.status === 'fulfilled' ? [leaderIn(view.value as Member[])] : [],
      );
      const ok = leaders.length > 0 && leaders.every((leader) => leader === primary.name);
      const said = [...new Set(leaders)].join(' or ') || 'nobody';
      return { ok, saw: `${primary.name} accepts writes; Patroni's leader is ${said}` };
    },
  };
}

interface Member {
  readonly name: string;
  readonly role: string;
  readonly state: string;
}

function leaderIn(members: readonly Member[]): string {
  const leader = members.find(({ role, state }) => role === 'leader' && state === 'running');
  return leader?.name ?? 'nobody';
}
