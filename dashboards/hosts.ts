import { QueryVariableBuilder, VariableRefresh } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboard } from './dashboard';
import { graph, number, prometheus, uptime } from './panels';

const chosen = 'instance=~"$host"';

export const hosts = dashboard(
  'hosts',
  'Hosts',
  'What the machines under the services are busy with.',
)
  .withVariable(
    new QueryVariableBuilder('host')
      .label('Host')
      .datasource(prometheus)
      .query({ query: 'label_values(up{job="node"}, instance)', refId: 'host' })
      .refresh(VariableRefresh.OnTimeRangeChanged)
      .multi(true)
      .includeAll(true)
      .allValue('.+')
      .current({ selected: true, text: ['All'], value: ['$__all'] }),
  )
  .withPanel(
    uptime('Hosts', [`up{job="node", ${chosen}}`, '{{instance}}'])
      .span(24)
      .height(6),
  )
  .withPanel(
    graph('Processors in use', 'percentunit', [
      `1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle", ${chosen}}[$__rate_interval]))`,
      '{{instance}}',
    ]),
  )
  .withPanel(graph('Load of a minute', 'none', [`node_load1{${chosen}}`, '{{instance}}']))
  .withPanel(
    graph('Memory in use', 'bytes', [
      `node_memory_MemTotal_bytes{${chosen}} - node_memory_MemAvailable_bytes{${chosen}}`,
      '{{instance}}',
    ]),
  )
  .withPanel(
    graph('File systems in use', 'percentunit', [
      `1 - node_filesystem_avail_bytes{${chosen}} / node_filesystem_size_bytes{${chosen}}`,
      '{{instance}} {{mountpoint}}',
    ]),
  )
  .withPanel(
    graph('Received', 'Bps', [
      `sum by (instance) (rate(node_network_receive_bytes_total{device!="lo", ${chosen}}[$__rate_interval]))`,
      '{{instance}}',
    ]),
  )
  .withPanel(
    graph('Sent', 'Bps', [
      `sum by (instance) (rate(node_network_transmit_bytes_total{device!="lo", ${chosen}}[$__rate_interval]))`,
      '{{instance}}',
    ]),
  )
  .withPanel(
    graph('Read from disks', 'Bps', [
      `sum by (instance) (rate(node_disk_read_bytes_total{${chosen}}[$__rate_interval]))`,
      '{{instance}}',
    ]),
  )
  .withPanel(
    graph('Written to disks', 'Bps', [
      `sum by (instance) (rate(node_disk_written_bytes_total{${chosen}}[$__rate_interval]))`,
      '{{instance}}',
    ]),
  )
  .withPanel(
    graph('Clock beside the right time', 's', [
      `node_timex_offset_seconds{${chosen}}`,
      '{{instance}}',
    ]),
  )
  .withPanel(
    graph('Failed units', 'none', [
      `sum by (instance) (node_systemd_unit_state{state="failed", ${chosen}})`,
      '{{instance}}',
    ]),
  )
  .withPanel(
    number(
      'Samples that Prometheus takes in',
      'cps',
      'sum(rate(prometheus_tsdb_head_samples_appended_total[$__rate_interval]))',
    ),
  )
  .withPanel(
    number(
      'First certificate to end',
      's',
      'min(stand_certificate_not_after_timestamp_seconds) - time()',
      { good: 14 * 24 * 3600 },
    ),
  )
  .withPanel(number('Series that Prometheus holds', 'short', 'sum(prometheus_tsdb_head_series)'))
  .withPanel(number('Slowest scrape', 's', 'max(scrape_duration_seconds)', { bad: 10 }))
  .withPanel(number('Data of Prometheus', 'bytes', 'sum(prometheus_tsdb_storage_blocks_bytes)'));
