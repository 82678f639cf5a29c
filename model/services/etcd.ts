import type { Variables } from '../description/variables';
import type { Service, Stand } from '../stand';
import { hostsOf } from '../topology/groups';
import { addressFaults } from '../traffic/address-faults';

/** TCP ports of its members. */
export const etcdPorts = { client: 2379, peer: 2380, metrics: 2381 } as const;

const etcdFolder = '/var/lib/etcd';

/** The agreement on which PostgreSQL host is primary. */
export const etcd: Service = {
  name: 'etcd',
  group: 'etcd',
  after: ['base'],
  units: ['etcd'],
  leave: 'leave_etcd.py',
  interruption: {
    what: 'a member that has to restart is away for some seconds, one after another; two are enough',
  },
  // Of all daemons it alone reads the authorities at its start only.
  rotatedWith: ['ca'],
  data: [
    {
      path: etcdFolder,
      owner: { name: 'etcd', id: 544, description: 'etcd', home: etcdFolder },
      mode: '0700',
    },
  ],
  // Metrics alone: the clients' port is for Patroni.
  metrics: [{ job: 'etcd', port: etcdPorts.metrics }],
  flows: () => [
    {
      from: ['etcd'],
      to: 'etcd',
      protocol: 'tcp',
      ports: [`${etcdPorts.client}-${etcdPorts.peer}`],
      why: 'etcd clients and peers',
    },
    {
      from: ['psqlserver'],
      to: 'etcd',
      protocol: 'tcp',
      ports: [etcdPorts.client],
      why: 'Patroni asks etcd',
    },
  ],
  secrets: () => [],
  variables: (stand): Variables => ({
    etcd_cluster_token: stand.name,
    etcd_members: etcdMembers(stand),
  }),
  hostVariables: (_stand, host) => ({ etcd_name: host.name, etcd_address: host.serviceAddress }),
  faults: (stand) => {
    const count = etcdMembers(stand).length;
    if (count % 2 === 1) return addressFaults(stand, 'etcd', 'etcd');
    const what = `must run on an odd number of hosts; got ${count}`;
    const remedy = 'add or remove one: an even number survives no more failures';
    return [{ where: 'etcd', what, remedy }];
  },
  emulated: {
    etcd_heartbeat_interval_ms: 1000,
    etcd_election_timeout_ms: 20_000,
    etcd_client_timeout: '120s',
    etcd_restart_pause: 60,
  },
};

export function etcdMembers(stand: Stand): { name: string; address: string }[] {
  return hostsOf(stand, 'etcd').map(({ name, serviceAddress }) => ({
    name,
    address: serviceAddress,
  }));
}
