import { standbysStreaming } from './common-panels';
import { dashboard } from './dashboard';
import { graph, number, uptime } from './panels';

export const database = dashboard(
  'database',
  'Database',
  'PostgreSQL, its replication, and the agreement on who is primary.',
)
  .withPanel(number('Primaries', 'none', 'sum(patroni_primary)', { good: 1, bad: 2 }))
  .withPanel(standbysStreaming())
  .withPanel(number('Synchronous standbys', 'none', 'sum(patroni_sync_standby)', { good: 1 }))
  .withPanel(
    number(
      'Farthest behind',
      'bytes',
      'scalar(max(patroni_xlog_location)) - min(patroni_xlog_replayed_location > 0)',
      { bad: 16 * 1024 * 1024 },
    ),
  )
  .withPanel(number('Timeline', 'none', 'max(patroni_postgres_timeline)'))
  .withPanel(
    number(
      'etcd members without a leader',
      'none',
      'count(etcd_server_has_leader == 0) or vector(0)',
      { bad: 1 },
    ),
  )
  .withPanel(uptime('Who is primary', ['patroni_primary', '{{instance}}']))
  .withPanel(
    graph('Replication behind the primary', 'bytes', [
      'scalar(max(patroni_xlog_location)) - (patroni_xlog_replayed_location > 0)',
      '{{instance}}',
    ]),
  )
  .withPanel(
    graph('WAL written', 'Bps', [
      'rate(patroni_xlog_location[$__rate_interval]) and patroni_primary == 1',
      '{{instance}}',
    ]),
  )
  .withPanel(
    graph(
      'Transactions',
      'ops',
      [
        'sum by (datname) (rate(pg_stat_database_xact_commit{datname!~"template.*"}[$__rate_interval]))',
        '{{datname}} committed',
      ],
      [
        'sum by (datname) (rate(pg_stat_database_xact_rollback{datname!~"template.*"}[$__rate_interval]))',
        '{{datname}} rolled back',
      ],
    ),
  )
  .withPanel(
    graph('Connections', 'none', [
      'sum by (instance, datname) (pg_stat_database_numbackends{datname!~"template.*"})',
      '{{datname}} on {{instance}}',
    ]),
  )
  .withPanel(
    graph('Size of databases', 'bytes', [
      'max by (datname) (pg_database_size_bytes)',
      '{{datname}}',
    ]),
  )
  .withPanel(
    graph('Blocks found in memory', 'percentunit', [
      'sum by (instance) (pg_stat_database_blks_hit) / sum by (instance) (pg_stat_database_blks_hit + pg_stat_database_blks_read)',
      '{{instance}}',
    ]),
  )
  .withPanel(
    graph('Locks', 'none', [
      'sum by (instance, mode) (pg_locks_count)',
      '{{mode}} on {{instance}}',
    ]),
  )
  .withPanel(
    graph('etcd: slowest hundredth of round trips between members', 's', [
      'histogram_quantile(0.99, sum by (instance, le) (rate(etcd_network_peer_round_trip_time_seconds_bucket[$__rate_interval])))',
      '{{instance}}',
    ]),
  )
  .withPanel(
    graph('etcd: changes of the leader', 'none', [
      'etcd_server_leader_changes_seen_total',
      '{{instance}}',
    ]),
  );
