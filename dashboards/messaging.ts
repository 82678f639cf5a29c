import { usersConnected } from './common-panels';
import { dashboard } from './dashboard';
import { graph, number, uptime } from './panels';

export const messaging = dashboard(
  'messaging',
  'Messaging',
  'The ejabberd cluster, and its way to the database.',
)
  .withPanel(number('Nodes up', 'none', 'sum(ejabberd_up)'))
  .withPanel(
    number(
      'Nodes missing from the cluster',
      'none',
      'max(ejabberd_cluster_nodes_expected) - min(ejabberd_cluster_nodes)',
      { bad: 1 },
    ),
  )
  .withPanel(usersConnected())
  .withPanel(number('Users registered', 'none', 'max(ejabberd_registered_users)'))
  .withPanel(
    number('Other servers connected', 'none', 'sum(ejabberd_s2s_in) + sum(ejabberd_s2s_out)'),
  )
  .withPanel(number('Longest without a restart', 's', 'max(ejabberd_uptime_seconds)'))
  .withPanel(uptime('Nodes', ['ejabberd_up', '{{instance}}']))
  .withPanel(graph('Users over time', 'none', ['ejabberd_connected_users', '{{instance}}']))
  .withPanel(
    graph(
      'Connections with other servers',
      'none',
      ['ejabberd_s2s_in', '{{instance}} in'],
      ['ejabberd_s2s_out', '{{instance}} out'],
    ),
  )
  .withPanel(graph('Erlang processes', 'none', ['ejabberd_processes', '{{instance}}']))
  .withPanel(
    uptime('PostgreSQL hosts that HAProxy would write to', [
      'haproxy_server_status{proxy="primary", state="UP"}',
      '{{server}} from {{instance}}',
    ]),
  )
  .withPanel(
    graph('SQL connections through HAProxy', 'none', [
      'sum by (instance, server) (haproxy_server_current_sessions{proxy="primary"})',
      '{{server}} from {{instance}}',
    ]),
  )
  .withPanel(
    graph(
      'SQL through HAProxy',
      'Bps',
      [
        'sum by (instance) (rate(haproxy_backend_bytes_in_total{proxy="primary"}[$__rate_interval]))',
        '{{instance}} asks',
      ],
      [
        'sum by (instance) (rate(haproxy_backend_bytes_out_total{proxy="primary"}[$__rate_interval]))',
        '{{instance}} is answered',
      ],
    ),
  )
  .withPanel(
    graph('Failed connections to PostgreSQL', 'cps', [
      'sum by (instance) (rate(haproxy_backend_connection_errors_total{proxy="primary"}[$__rate_interval]))',
      '{{instance}}',
    ]),
  );
