import type { CloudConfig } from 'cloud-init-typescript-templates';
import type { Host } from '../model/hosts';
import type { Stand } from '../model/stand';
import { firstHostsFile } from './hosts-file';
import { ip6tablesRules, iptablesRules } from './iptables';
import { networkFiles } from './network';
import { sysctlFile } from './sysctl';

/** The account by which Ansible and `./stand ssh` come in. */
export const loginUser = 'stand';

/**
 * What a host needs at its first boot; the base role keeps these files up to date ever after.
 * @param publicKey line of authorized_keys by which hosts are managed
 */
export function userData(stand: Stand, host: Host, publicKey: string): CloudConfig {
  const file = (path: string, content: string, permissions = '0644') => ({
    path,
    content,
    permissions,
  });
  return {
    hostname: host.name,
    fqdn: host.fqdn,
    prefer_fqdn_over_hostname: false,
    manage_etc_hosts: false,
    locale: false,
    ssh_pwauth: false,
    disable_root: true,
    ssh_genkeytypes: ['ed25519'],
    users: [
      {
        name: loginUser,
        shell: '/bin/bash',
        sudo: 'ALL=(ALL) NOPASSWD:ALL',
        lock_passwd: true,
        ssh_authorized_keys: [publicKey.trim()],
      },
    ],
    write_files: [
      file('/etc/hosts', firstHostsFile(host)),
      file('/etc/sysctl.d/60-stand.conf', sysctlFile(stand, host)),
      file('/etc/iptables/rules.v4', iptablesRules(stand, host), '0640'),
      file('/etc/iptables/rules.v6', ip6tablesRules(), '0640'),
      ...networkFiles(stand, host).map(({ name, content }) =>
        file(`/etc/systemd/network/${name}`, content),
      ),
    ],
    runcmd: [
      ['sysctl', '--load', '/etc/sysctl.d/60-stand.conf'],
      ['netfilter-persistent', 'start'],
    ],
  };
}
