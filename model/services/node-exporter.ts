import type { Variables } from '../description/variables';
import type { Service } from '../stand';
import { servicesOf, unitsOf } from './service';
import { domainCertificateFiles } from './shown-certificate';

/** TCP port of its metrics. */
export const nodeExporterPort = 9100;

/** The state of each host and of its units, and what collectors measure of its services. */
export const nodeExporter: Service = {
  name: 'node_exporter',
  group: 'all',
  requires: ['monserver'],
  after: ['base'],
  units: ['prometheus-node-exporter'],
  metrics: [{ job: 'node', port: nodeExporterPort }],
  flows: () => [],
  secrets: () => [],
  variables: (): Variables => ({}),
  hostVariables: (stand, host): Variables => {
    const services = servicesOf(stand, host);
    // One that a host renews by itself has a collector of its own.
    const isOnHost =
      stand.certificates.source === 'files' &&
      services.some(({ name }) => name === 'domain_certificate');
    return {
      ...(isOnHost && { node_exporter_certificates: [domainCertificateFiles.chain] }),
      node_exporter_units: services.flatMap((service) => unitsOf(service, stand)),
      node_exporter_collectors: services
        .flatMap((service) => service.collectors?.(stand) ?? [])
        .map((collector) => ({ name: collector.name, arguments: collector.arguments ?? [] })),
    };
  },
  emulated: { node_exporter_often: '*:0/4', node_exporter_seldom: '*:0/4' },
};
