import { isAskedByHttp } from '../description/certificates';
import type { Fault } from '../description/faults/faults';
import type { Flow } from '../description/flow';
import type { Variables } from '../description/variables';
import type { Service } from '../stand';
import { hostsOf } from '../topology/groups';
import { addressFaults } from '../traffic/address-faults';
import { fromWorld, neighbourNetworks } from './ejabberd';
import { postgresqlPorts } from './postgresql';
import { domainCertificateFiles, isSignedElsewhere } from './shown-certificate';

/**
 * TCP ports of each ejabberd node: on loopback, the one that leads to the primary; for clients, those of
 * the web, which lead to ejabberd, and TURN over TLS.
 */
export const haproxyPorts = {
  sql: 5432,
  metrics: 8405,
  https: 443,
  http: 80,
  turnTls: 5349,
} as const;

const frontDoor: Pick<Flow, 'protocol' | 'ports' | 'why'> = {
  protocol: 'tcp',
  ports: [haproxyPorts.https, haproxyPorts.http, haproxyPorts.turnTls],
  why: 'XMPP and HTTPS by the ports of the web, TURN over TLS',
};

/** On each ejabberd node, a loopback port that always leads to the primary, and the node's front door. */
export const haproxy: Service = {
  name: 'haproxy',
  group: 'ejserver',
  // Where gateways float, nobody reaches the database before.
  after: ['base', 'domain_certificate', 'keepalived'],
  units: ['haproxy'],
  certificate: { units: ['haproxy'] },
  metrics: [{ job: 'haproxy', port: haproxyPorts.metrics }],
  flows: (stand) => [
    {
      from: neighbourNetworks(stand),
      to: 'ejserver',
      ...frontDoor,
    },
    ...fromWorld(stand, frontDoor),
    {
      from: ['ejserver'],
      to: 'psqlserver',
      protocol: 'tcp',
      ports: [postgresqlPorts.sql],
      why: 'SQL of ejabberd',
    },
    {
      from: ['ejserver'],
      to: 'psqlserver',
      protocol: 'tcp',
      ports: [postgresqlPorts.patroni],
      why: 'HAProxy asks who is primary',
    },
  ],
  secrets: () => [],
  variables: (stand): Variables => ({
    haproxy_tls_curves: stand.release.tlsCurves,
    haproxy_servers: hostsOf(stand, 'psqlserver').map(({ name, fqdn, serviceAddress }) => ({
      name,
      address: serviceAddress,
      certificate_name: fqdn,
    })),
    ...(isSignedElsewhere(stand) && { haproxy_turn_tls_certificate: domainCertificateFiles.pem }),
    ...(isAskedByHttp(stand.certificates) && {
      haproxy_acme_account: domainCertificateFiles.account,
    }),
  }),
  faults: (stand): Fault[] =>
    hostsOf(stand, 'psqlserver').length > 0
      ? addressFaults(stand, 'ejserver', 'psqlserver')
      : [
          {
            where: 'ejabberd',
            what: 'no host has the role postgresql',
            remedy: 'give it to a host: ejabberd keeps its data there',
          },
        ],
  emulated: {
    haproxy_check_interval: '15s',
    haproxy_check_fast_interval: '5s',
    haproxy_check_timeout: '15s',
    haproxy_connect_timeout: '15s',
  },
};
