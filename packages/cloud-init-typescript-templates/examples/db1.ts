import {
  renderMetaData,
  renderNetworkConfig,
  renderUserData,
} from 'cloud-init-typescript-templates';

export const userData = renderUserData({
  hostname: 'db1',
  fqdn: 'db1.example.org',
  users: [
    {
      name: 'ops',
      shell: '/bin/bash',
      sudo: 'ALL=(ALL) NOPASSWD:ALL',
      ssh_authorized_keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 ops@example.org'],
    },
  ],
  ssh_pwauth: false,
  write_files: [
    {
      path: '/etc/sysctl.d/60-ttl.conf',
      permissions: '0644',
      content: '# Two hops more than usual\nnet.ipv4.ip_default_ttl = 66\n',
    },
  ],
  runcmd: [['sysctl', '--system']],
});

export const networkConfig = renderNetworkConfig({
  version: 2,
  ethernets: {
    lan: {
      match: { macaddress: '52:54:00:12:34:56' },
      addresses: ['192.0.2.10/24'],
      routes: [{ to: '0.0.0.0/0', via: '192.0.2.1' }],
    },
  },
});

export const metaData = renderMetaData({ 'instance-id': 'db1-001', 'local-hostname': 'db1' });
