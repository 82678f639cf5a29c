import { type HostName, hostNames, hosts } from '../../../test-stand/hosts';

/** Ports that clients, servers and the other node may use, each with a daemon behind it. */
const service = [443, 80, 5349, 5222, 5223, 5269, 5270, 5443, 5280, 1883, 3478, 7777];
const distribution = [4369, 4200];
const ssh = 22;
/** Bacula's daemons. */
const [director, fileDaemon, storageDaemon] = [9101, 9102, 9103] as const;
/** Allowed for Erlang's distribution, which takes the first port of its window. */
const unusedOfWindow = 4210;
/** RFC 863's discard port: no host listens on it. */
const discard = 9;
const stun = 3478;
const syslog = 514;

/** Of the node exporter, HAProxy, the PostgreSQL exporter, Patroni and etcd. */
const metrics = { e1server: [9100, 8405], psql1server: [9100, 9187, 8008, 2381] } as const;

/** Refused is as good as open: the packet came through, and nobody listens. */
export type Expectation = 'open' | 'refused' | 'dropped';

/** From where to where which ports answer. */
export interface Case {
  readonly why: string;
  readonly from: HostName | 'management host';
  readonly to: HostName;
  /** @default where the host serves */
  readonly address?: string;
  readonly tcp?: Partial<Record<Expectation, readonly number[]>>;
  readonly udp?: Partial<Record<Expectation, readonly number[]>>;
}

export const cases: readonly Case[] = [
  ...(
    [
      ['e2server', 'e1server'],
      ['e1server', 'e2server'],
    ] as const
  ).map(([from, to]) => ({
    why: 'the nodes serve each other',
    from,
    to,
    tcp: { open: [...service, ...distribution, ssh, fileDaemon], refused: [unusedOfWindow] },
    udp: { open: [stun], refused: [syslog] },
  })),
  {
    why: 'the DMZ is served',
    from: 'gw1server',
    to: 'e1server',
    tcp: { open: [...service, ...distribution, ssh, fileDaemon], dropped: [discard] },
    udp: { open: [stun] },
  },
  ...(['psql1server', 'bk1server', 'mon1server'] as const).map((from) => ({
    why: 'the internal network may log in and fetch files, no more',
    from,
    to: 'e1server' as const,
    tcp: {
      open: [ssh, fileDaemon],
      dropped: [...service, ...distribution, unusedOfWindow, discard],
    },
    udp: { dropped: [stun, syslog] },
  })),
  {
    why: 'ejabberd asks the database, no more',
    from: 'e1server',
    to: 'psql1server',
    tcp: { open: [5432, 8008], dropped: [ssh, 2379, 2380, fileDaemon] },
  },
  {
    why: 'the replica asks the primary and its etcd, no more',
    from: 'psql2server',
    to: 'psql1server',
    tcp: { open: [5432, 8008, 2379, 2380], dropped: [ssh] },
  },
  {
    why: 'the backup host is a member of etcd and fetches files, no more',
    from: 'bk1server',
    to: 'psql1server',
    tcp: { open: [2379, 2380, fileDaemon], dropped: [5432, 8008, ssh] },
  },
  {
    why: 'a file daemon brings its files, no more',
    from: 'e1server',
    to: 'bk1server',
    tcp: { open: [storageDaemon], dropped: [director, ssh, 2379, 5432] },
  },
  {
    why: 'the monitoring host reads metrics, no more',
    from: 'mon1server',
    to: 'psql1server',
    tcp: { open: metrics.psql1server, dropped: [5432, 2379, ssh] },
  },
  {
    why: 'the monitoring host reads metrics behind the gateway',
    from: 'mon1server',
    to: 'e1server',
    tcp: { open: metrics.e1server },
  },
  ...(['psql2server', 'bk1server'] as const).map((from) => ({
    why: 'only the monitoring host reads metrics',
    from,
    to: 'e1server' as const,
    tcp: { dropped: metrics.e1server },
  })),
  {
    why: 'Prometheus and alertmanager are for the management host',
    from: 'bk1server',
    to: 'mon1server',
    tcp: { dropped: [9090, 9093, 9100] },
  },
  {
    why: 'Prometheus and alertmanager are for the management host',
    from: 'management host',
    to: 'mon1server',
    address: hosts.mon1server.management,
    tcp: { open: [9090, 9093] },
  },
  {
    why: 'the gateway only passes on',
    from: 'e1server',
    to: 'gw1server',
    tcp: { dropped: [ssh, discard] },
  },
  ...(['e2server', 'psql1server'] as const).map((from) => ({
    why: 'the management network is no way round',
    from,
    to: 'e1server' as const,
    address: hosts.e1server.management,
    tcp: { dropped: [ssh, ...service] },
  })),
  {
    why: 'clients outside come by the management host',
    from: 'management host',
    to: 'e1server',
    address: hosts.e1server.management,
    tcp: { open: [...service, ssh] },
    udp: { open: [stun] },
  },
  ...hostNames.map((to) => ({
    why: 'the management host may do anything',
    from: 'management host' as const,
    to,
    address: hosts[to].management,
    tcp: { open: [ssh], refused: [discard] },
    udp: { refused: [discard] },
  })),
];
