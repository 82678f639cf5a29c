import type { Flow } from '../description/flow';
import type { Service, Stand, SystemAccount } from '../stand';
import { hostsOf } from '../topology/groups';
import type { Host } from '../topology/hosts';
import { pathBetween } from '../traffic/paths';

/** The account of Prometheus and of Alertmanager. */
export const monitoringAccount: SystemAccount = {
  name: 'prometheus',
  id: 545,
  description: 'Prometheus daemon',
  home: '/var/lib/prometheus',
};

/** What Prometheus reads under one name, and where. */
export type ScrapeJob = {
  readonly name: string;
  readonly targets: readonly {
    /** Name of the host, the value of the label `instance`. */
    readonly host: string;
    /** `ADDRESS:PORT` as Prometheus's host reaches it. */
    readonly address: string;
  }[];
};

/** The monitoring hosts read the metrics of every service. */
export function scrapeFlows(services: readonly Service[]): Flow[] {
  if (!services.some(({ name }) => name === 'prometheus')) return [];
  return services.flatMap(({ group, metrics = [] }) =>
    metrics.map(({ job, port }) => ({
      from: ['monserver'],
      to: group,
      protocol: 'tcp' as const,
      ports: [port],
      why: `metrics: ${job}`,
    })),
  );
}

/** The jobs of the Prometheus on a host. */
export function scrapeJobs(stand: Stand, prometheus: Host): ScrapeJob[] {
  return stand.services.flatMap(({ group, metrics = [] }) =>
    metrics.map(({ job, port }) => ({
      name: job,
      targets: hostsOf(stand, group).flatMap((host) => {
        const path = pathBetween(stand, prometheus, host);
        return path ? [{ host: host.name, address: `${path.destination}:${port}` }] : [];
      }),
    })),
  );
}
