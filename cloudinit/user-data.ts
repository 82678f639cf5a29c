import type { CloudConfig } from 'cloud-init-typescript-templates';
import { firstHostsFile } from '../model/host-files/hosts-file';
import { ip6tablesRules, iptablesRules } from '../model/host-files/iptables';
import { networkFiles } from '../model/host-files/network';
import { sysctlFile } from '../model/host-files/sysctl';
import { dataVolumes } from '../model/services/data-volumes';
import type { Stand } from '../model/stand';
import type { Host } from '../model/topology/hosts';

/** The account by which Ansible and `./stand ssh` come in. */
export const loginUser = 'stand';

export interface FirstBoot {
  /** Line of authorized_keys by which hosts are managed. */
  readonly publicKey: string;
  /** True for an image that lacks the packages which the first boot already needs. @default false */
  readonly bare?: boolean;
}

/** Packages that a stand's own images have. */
const needed = ['iptables-persistent', 'qemu-guest-agent'];

/** What a host needs at its first boot; the base role keeps these files up to date ever after. */
export function userData(
  stand: Stand,
  host: Host,
  { publicKey, bare = false }: FirstBoot,
): CloudConfig {
  // A container's are there before it starts.
  const volumes = stand.hypervisor === 'lxc' ? [] : dataVolumes(stand, host);
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
    ...(bare && stand.aptProxy && { apt: { http_proxy: stand.aptProxy } }),
    ...(bare && { packages: needed }),
    ...(volumes.length > 0 && {
      // `auto` takes a file system with the label as it is, and makes one only where there is none.
      fs_setup: volumes.map(({ label }, index) => ({
        label,
        filesystem: 'ext4',
        device: dataDevice(index),
        partition: 'auto',
        overwrite: false,
      })),
      mounts: volumes.map(({ label, path }) => [
        `LABEL=${label}`,
        path,
        'ext4',
        'defaults',
        '0',
        '2',
      ]),
    }),
    write_files: [
      file('/etc/hosts', firstHostsFile(host)),
      file('/etc/sysctl.d/60-stand.conf', sysctlFile(stand, host)),
      file('/etc/iptables/rules.v4', iptablesRules(stand, host), '0640'),
      file('/etc/iptables/rules.v6', ip6tablesRules(stand, host), '0640'),
      ...networkFiles(stand, host).map(({ name, content }) =>
        file(`/etc/systemd/network/${name}`, content),
      ),
    ],
    runcmd: [
      ['sysctl', '--load', '/etc/sysctl.d/60-stand.conf'],
      // cloud-init of Debian 12 writes another default route by IPv6, and has router advertisements heeded: networkd is to
      // take its own files from this boot on.
      ...(host.publicIpv6 ? [['networkctl', 'reload']] : []),
      ['netfilter-persistent', 'start'],
    ],
  };
}

/** The name of a data volume's disk: the machine's own is the first. */
function dataDevice(index: number): string {
  return `/dev/vd${String.fromCharCode('b'.charCodeAt(0) + index)}`;
}
