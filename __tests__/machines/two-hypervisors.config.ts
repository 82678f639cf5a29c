import type { StandConfig } from '../../model/description/config';

/** Two machines on two hypervisors, of which the second is somewhere else. */
const config: StandConfig = {
  name: 'spread',
  domain: 'domain.local',
  hypervisor: 'qemu',
  hypervisors: {
    near: { uri: 'NEAR', pool: 'NEAR_POOL' },
    far: { uri: 'FAR', pool: 'FAR_POOL' },
  },
  image: { source: 'IMAGE', sha512: 'SHA512' },
  networks: {
    management: { cidr: '192.168.121.0/24', kind: 'nat', bridge: 'br-management' },
    dmz: { cidr: '192.168.1.0/29', kind: 'isolated', bridge: 'br-dmz' },
    internal: { cidr: '192.168.1.8/29', kind: 'isolated', bridge: 'br-internal' },
  },
  hosts: {
    gw1server: {
      roles: ['gateway', 'backup'],
      addresses: { management: '192.168.121.14', dmz: '192.168.1.1', internal: '192.168.1.9' },
    },
    psql1server: {
      hypervisor: 'far',
      roles: ['postgresql', 'etcd'],
      addresses: { management: '192.168.121.12', internal: '192.168.1.10' },
    },
  },
  accounts: { admins: [], users: [] },
};

export default config;
