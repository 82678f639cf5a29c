import type { Variables } from '../description/variables';
import { accountsFile, dataFoldersFile } from '../host-files/accounts';
import { hostsFile } from '../host-files/hosts-file';
import { closedIp6tablesRules, ip6tablesRules, iptablesRules } from '../host-files/iptables';
import { networkFiles } from '../host-files/network';
import { sysctls } from '../host-files/sysctl';
import type { Service } from '../stand';
import { tenanciesOf } from '../topology/floating';
import { fromVault, servicesOf } from './service';

/** Files of each host's certificate, and of the authority that signed it. */
export const certificateFiles = {
  certificate: '/etc/ssl/certs/stand.crt',
  authority: '/usr/local/share/ca-certificates/stand-ca.crt',
} as const;

/** What every host has: names, routes, firewall, kernel settings, a certificate, word of updates. */
export const base: Service = {
  name: 'base',
  group: 'all',
  after: [],
  units: ['netfilter-persistent', 'package-lists.timer', 'ssh', 'systemd-networkd'],
  collectors: () => [{ name: 'updates' }],
  rotatedWith: ['certificates', 'ca'],
  flows: () => [{ from: ['any'], to: 'all', protocol: 'icmp-echo', why: 'ping' }],
  secrets: () => [],
  variables: (stand): Variables => ({
    base_ca_passphrase: fromVault('ca_passphrase'),
    base_accounts_file: accountsFile(stand.services),
    base_hosts_file: hostsFile(stand),
    base_iptables_rules_v6: closedIp6tablesRules(),
    base_apt_proxy: stand.aptProxy,
    // Where the checkout lies is the controller's own affair.
    base_ca_directory: '{{ controller_ca_directory }}',
    base_certificate_not_before: '{{ controller_certificate_not_before }}',
  }),
  hostVariables: (stand, host): Variables => {
    const certificates = servicesOf(stand, host).flatMap(({ certificate }) => certificate ?? []);
    return {
      base_certificate_dns_names: [
        ...[host.fqdn, host.name, 'localhost'],
        ...certificates.flatMap(({ names = () => [] }) => names(stand, host)),
      ],
      base_certificate_ip_addresses: [
        ...host.interfaces.map(({ address }) => address),
        ...tenanciesOf(stand, host).map(({ address }) => address),
        '127.0.0.1',
      ],
      base_certificate_units: certificates.flatMap(({ units }) => units),
      base_data_folders_file: dataFoldersFile(servicesOf(stand, host)),
      base_iptables_rules_v4: iptablesRules(stand, host),
      ...(host.publicIpv6 && { base_iptables_rules_v6: ip6tablesRules(stand, host) }),
      base_network_files: networkFiles(stand, host),
      base_sysctl: sysctls(stand, host),
    };
  },
  emulated: { base_undo_seconds: 300 },
};
