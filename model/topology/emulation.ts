import type { Variables } from '../services/service';
import type { Stand } from '../build-stand';

/** How long an emulated host may take to answer while others keep it busy, in seconds. */
const emulatedPatience = 300;

/**
 * What roles are told on emulated machines, by service. An emulator has a twentieth of a processor: what
 * hosts ask one another every second would take all of it, and answers come late.
 */
const emulatedVariables: Readonly<Record<string, Variables>> = {
  etcd: {
    etcd_heartbeat_interval_ms: 1000,
    etcd_election_timeout_ms: 20_000,
    etcd_client_timeout: '120s',
  },
  postgresql: {
    postgresql_patroni_ttl: 120,
    postgresql_patroni_loop_wait: 10,
    postgresql_patroni_retry_timeout: 50,
    postgresql_ready_timeout: 900,
  },
  nfs_client: { nfs_client_mount_timeout: 120 },
  pgbackrest: { pgbackrest_archive_timeout: 240 },
  haproxy: {
    haproxy_check_interval: '15s',
    haproxy_check_fast_interval: '5s',
    haproxy_check_timeout: '15s',
    haproxy_connect_timeout: '15s',
  },
  ejabberd: {
    ejabberd_sql_pool_size: 3,
    ejabberd_sql_keepalive_interval: 60,
    ejabberd_net_ticktime: 60,
    ejabberd_ready_timeout: 900,
  },
  node_exporter: { node_exporter_often: '*:0/4', node_exporter_seldom: '*:0/4' },
  prometheus: { prometheus_interval: '1m' },
};

/** True where software stands in for the machines' processors. */
export function isEmulated({ hypervisor }: Stand): boolean {
  return hypervisor === 'qemu';
}

/** Seconds until a host that does not answer counts as silent; undefined for the caller's own. */
export function patience(stand: Stand): number | undefined {
  return isEmulated(stand) ? emulatedPatience : undefined;
}

/** What a service's role is told besides, for the sake of emulated machines. */
export function paceOf(stand: Stand, service: string): Variables {
  return isEmulated(stand) ? (emulatedVariables[service] ?? {}) : {};
}
