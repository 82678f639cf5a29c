import type { Host } from '../topology/hosts';
import type { Stand } from '../build-stand';
import { ejabberdSubdomains } from './ejabberd';
import { grafanaDomain } from './grafana';
import { fromVault, type Service, servicesOf, type Variables } from './service';

/** What every host has: names, routes, firewall, kernel settings, a certificate. */
export const base: Service = {
  name: 'base',
  group: 'all',
  after: [],
  units: ['netfilter-persistent', 'ssh', 'systemd-networkd'],
  flows: () => [{ from: ['any'], to: 'all', protocol: 'icmp-echo', why: 'ping' }],
  secrets: () => [],
  variables: (): Variables => ({ base_ca_passphrase: fromVault('ca_passphrase') }),
  hostVariables: (stand, host): Variables => ({
    base_certificate_dns_names: [host.fqdn, host.name, 'localhost', ...domains(stand, host)],
    base_certificate_ip_addresses: [...host.interfaces.map(({ address }) => address), '127.0.0.1'],
    base_certificate_units: certificateUnits(stand, host),
  }),
};

/** Names besides the host's own that its certificate must carry: an XMPP server speaks for its domain. */
function domains(stand: Stand, host: Host): string[] {
  const { domain } = stand;
  return [
    ...(host.roles.includes('ejabberd')
      ? [domain, ...ejabberdSubdomains.map((name) => `${name}.${domain}`)]
      : []),
    ...(host.roles.includes('monitoring') ? [grafanaDomain(stand)] : []),
  ];
}

/** Units that read the host's certificate, to be reloaded when it is renewed. */
function certificateUnits(stand: Stand, host: Host): string[] {
  const names = servicesOf(stand, host).map(({ name }) => name);
  const has = (name: string) => names.includes(name);
  return [
    ...(host.roles.includes('postgresql') ? ['patroni'] : []),
    ...(host.roles.includes('ejabberd') ? ['ejabberd', 'haproxy'] : []),
    ...(has('bacula_client') ? ['bacula-fd'] : []),
    ...(has('bacula_director') ? ['bacula-director', 'bacula-sd'] : []),
    ...(host.roles.includes('monitoring') ? ['grafana-server'] : []),
  ];
}
