import { readRole } from '../../ansible/role';
import { alertmanagerPort } from '../../model/services/alertmanager';
import { baculaPorts } from '../../model/services/bacula-client';
import { proxiedPorts } from '../../model/services/ejabberd';
import { etcdPorts } from '../../model/services/etcd';
import { grafanaPort } from '../../model/services/grafana';
import { haproxyPorts } from '../../model/services/haproxy';
import { nodeExporterPort } from '../../model/services/node-exporter';
import { postgresqlPorts } from '../../model/services/postgresql';
import { prometheusPort } from '../../model/services/prometheus';

/** The ports that roles use where nobody tells them any; flows are opened for those of the model. */
test.each([
  ['postgresql', 'postgresql_port', postgresqlPorts.sql],
  ['postgresql', 'postgresql_restapi_port', postgresqlPorts.patroni],
  ['pgbackrest', 'pgbackrest_postgresql_port', postgresqlPorts.sql],
  ['postgres_exporter', 'postgres_exporter_port', postgresqlPorts.exporter],
  ['etcd', 'etcd_metrics_port', etcdPorts.metrics],
  ['haproxy', 'haproxy_server_port', postgresqlPorts.sql],
  ['haproxy', 'haproxy_check_port', postgresqlPorts.patroni],
  ['haproxy', 'haproxy_listen_port', haproxyPorts.sql],
  ['haproxy', 'haproxy_metrics_port', haproxyPorts.metrics],
  ['haproxy', 'haproxy_https_port', haproxyPorts.https],
  ['haproxy', 'haproxy_http_port', haproxyPorts.http],
  ['haproxy', 'haproxy_turn_tls_port', haproxyPorts.turnTls],
  ['haproxy', 'haproxy_xmpp_clients_port', proxiedPorts.clients],
  ['haproxy', 'haproxy_xmpp_servers_port', proxiedPorts.servers],
  ['keepalived', 'keepalived_listener_port', proxiedPorts.clients],
  ['haproxy', 'haproxy_web_port', proxiedPorts.https],
  ['haproxy', 'haproxy_turn_port', proxiedPorts.turn],
  ['ejabberd', 'ejabberd_sql_port', haproxyPorts.sql],
  ['ejabberd', 'ejabberd_proxied_clients_port', proxiedPorts.clients],
  ['ejabberd', 'ejabberd_proxied_servers_port', proxiedPorts.servers],
  ['ejabberd', 'ejabberd_proxied_https_port', proxiedPorts.https],
  ['ejabberd', 'ejabberd_proxied_turn_port', proxiedPorts.turn],
  ['bacula_client', 'bacula_client_port', baculaPorts.file],
  ['bacula_director', 'bacula_director_client_port', baculaPorts.file],
  ['bacula_director', 'bacula_director_port', baculaPorts.director],
  ['bacula_director', 'bacula_director_storage_port', baculaPorts.storage],
  ['node_exporter', 'node_exporter_port', nodeExporterPort],
  ['prometheus', 'prometheus_port', prometheusPort],
  ['alertmanager', 'alertmanager_port', alertmanagerPort],
  ['grafana', 'grafana_port', grafanaPort],
])('the role %s has %s as the model has it', (role, variable, port) => {
  expect(readRole(role).defaults[variable]).toBe(port);
});
