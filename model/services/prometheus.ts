import type { Service, Variables } from '../stand';
import { scrapeJobs } from './metrics';

/** Reads the metrics of all services, keeps them, and raises alerts. */
export const prometheus: Service = {
  name: 'prometheus',
  group: 'monserver',
  after: ['base'],
  units: ['prometheus'],
  metrics: [{ job: 'prometheus', port: 9090 }],
  flows: () => [],
  secrets: () => [],
  variables: (stand): Variables => ({
    prometheus_packages: stand.release.prometheusPackages,
    prometheus_labels: { stand: stand.name },
  }),
  hostVariables: (stand, host): Variables => ({
    prometheus_url: `https://${host.fqdn}:9090/`,
    prometheus_jobs: scrapeJobs(stand, host),
  }),
  emulated: { prometheus_interval: '1m' },
};
