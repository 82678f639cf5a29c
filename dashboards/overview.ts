import { lastBackupAge, standbysStreaming, usersConnected } from './common-panels';
import { dashboard } from './dashboard';
import { graph, number, table, uptime } from './panels';

export const overview = dashboard(
  'overview',
  'Stand',
  'Whether the stand as a whole does its work.',
)
  .withPanel(number('Hosts up', 'none', 'sum(up{job="node"})'))
  .withPanel(number('Targets down', 'none', 'count(up == 0) or vector(0)', { bad: 1 }))
  .withPanel(
    number(
      'Alerts',
      'none',
      'count(ALERTS{alertstate="firing", alertname!="Watchdog"}) or vector(0)',
      { bad: 1 },
    ),
  )
  .withPanel(usersConnected())
  .withPanel(standbysStreaming())
  .withPanel(lastBackupAge())
  .withPanel(uptime('Hosts', ['up{job="node"}', '{{instance}}']))
  .withPanel(uptime('Services', ['min by (job) (up{job!="node"})', '{{job}}']))
  .withPanel(table('Alerts that fire', 'none', 'ALERTS{alertstate="firing"}'))
  .withPanel(
    graph('Processors in use', 'percentunit', [
      '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[$__rate_interval]))',
      '{{instance}}',
    ]),
  )
  .withPanel(
    graph('Memory in use', 'percentunit', [
      '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes',
      '{{instance}}',
    ]),
  )
  .withPanel(
    graph('Fullest file system', 'percentunit', [
      'max by (instance) (1 - node_filesystem_avail_bytes / node_filesystem_size_bytes)',
      '{{instance}}',
    ]),
  );
