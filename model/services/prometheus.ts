import type { Variables } from '../description/variables';
import type { Service } from '../stand';
import { monitoringAccount, scrapeJobs } from './metrics';

/** TCP port of its web interface and of its metrics. */
export const prometheusPort = 9090;

/** Reads the metrics of all services, keeps them, and raises alerts. */
export const prometheus: Service = {
  name: 'prometheus',
  group: 'monserver',
  after: ['base'],
  units: ['prometheus'],
  data: [{ path: `${monitoringAccount.home}/metrics2`, owner: monitoringAccount }],
  metrics: [{ job: 'prometheus', port: prometheusPort }],
  flows: () => [],
  secrets: () => [],
  variables: (stand): Variables => ({
    prometheus_packages: stand.release.prometheusPackages,
    prometheus_labels: { stand: stand.name },
  }),
  hostVariables: (stand, host): Variables => ({
    prometheus_url: `https://${host.fqdn}:${prometheusPort}/`,
    prometheus_jobs: scrapeJobs(stand, host),
  }),
  emulated: { prometheus_interval: '1m' },
};
