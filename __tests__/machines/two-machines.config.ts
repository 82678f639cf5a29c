import type { StandConfig } from '../../model/description/config';

/** The smallest stand of virtual machines that has a gateway, data on volumes, and NFS between two. */
const config: StandConfig = {
  name: 'machines',
  domain: 'domain.local',
  hypervisor: 'qemu',
  networks: {
    management: { cidr: '192.168.121.0/24', kind: 'nat' },
    dmz: { cidr: '192.168.1.0/29', kind: 'isolated' },
    internal: { cidr: '192.168.1.8/29', kind: 'isolated' },
  },
  hosts: {
    gw1server: {
      roles: ['gateway', 'backup'],
      size: { vcpus: 2 },
      addresses: { management: '192.168.121.14', dmz: '192.168.1.1', internal: '192.168.1.9' },
    },
    psql1server: {
      roles: ['postgresql', 'etcd'],
      size: { vcpus: 2 },
      addresses: { management: '192.168.121.12', internal: '192.168.1.10' },
    },
  },
  accounts: { admins: [], users: [] },
};

export default config;
