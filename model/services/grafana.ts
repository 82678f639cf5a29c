import { packageName } from '../description/grafana-package';
import type { Variables } from '../description/variables';
import type { Service, Stand } from '../stand';
import { fromVault } from './service';

/** TCP port of its web interface. */
export const grafanaPort = 3000;

/** Dashboards over what Prometheus gathers. */
export const grafana: Service = {
  name: 'grafana',
  group: 'monserver',
  after: ['base'],
  units: ['grafana-server'],
  data: [
    {
      path: '/var/lib/grafana',
      owner: { name: 'grafana', id: 548, description: 'grafana user', home: '/usr/share/grafana' },
      mode: '0750',
    },
  ],
  certificate: { names: (stand) => [grafanaDomain(stand)], units: ['grafana-server'] },
  // People come from the management host, which every host lets in.
  flows: () => [],
  secrets: () => [
    { name: 'grafana_admin_password', rotation: 'by name' },
    { name: 'grafana_secret_key', rotation: { never: "Grafana's database is encrypted with it" } },
  ],
  variables: (stand): Variables => ({
    grafana_package: `{{ lookup('ansible.builtin.env', 'STAND_CACHE') }}/grafana/${packageName(stand.grafana)}`,
    grafana_domain: grafanaDomain(stand),
    grafana_admin_password: fromVault('grafana_admin_password'),
    grafana_secret_key: fromVault('grafana_secret_key'),
    grafana_files_directory: '{{ inventory_dir }}/files/grafana',
  }),
};

/** The name by which people reach Grafana. */
function grafanaDomain({ domain }: Stand): string {
  return `grafana.${domain}`;
}
