import type { StandConfig } from './model/config';

/** The stand. Change it here, look at `./stand diff`, apply it with `./stand up`. */
const config: StandConfig = {
  name: 'messaging',
  domain: 'domain.local',

  // 'trixie' is Debian 13 with ejabberd 26; 'bookworm' is Debian 12 with ejabberd 24.
  release: 'trixie',

  // 'auto' takes what this machine has; './stand --hypervisor KIND' overrides it for one run.
  hypervisor: 'auto',

  networks: {
    management: { cidr: '192.168.121.0/24', kind: 'nat' },
    dmz: { cidr: '192.168.1.0/29', kind: 'isolated' },
    internal: { cidr: '192.168.1.8/29', kind: 'isolated' },
  },

  // One more ejabberd node or PostgreSQL replica is one more line.
  hosts: {
    e1server: {
      roles: ['ejabberd'],
      addresses: { management: '192.168.121.10', dmz: '192.168.1.2' },
    },
    e2server: {
      roles: ['ejabberd'],
      addresses: { management: '192.168.121.11', dmz: '192.168.1.3' },
    },
    psql1server: {
      roles: ['postgresql', 'etcd'],
      addresses: { management: '192.168.121.12', internal: '192.168.1.10' },
    },
    psql2server: {
      roles: ['postgresql', 'etcd'],
      addresses: { management: '192.168.121.13', internal: '192.168.1.11' },
      groups: ['baculas-script'],
    },
    gw1server: {
      roles: ['gateway'],
      addresses: { management: '192.168.121.14', dmz: '192.168.1.1', internal: '192.168.1.9' },
    },
    bk1server: {
      roles: ['backup', 'etcd'],
      addresses: { management: '192.168.121.15', internal: '192.168.1.12' },
    },
    mon1server: {
      roles: ['monitoring'],
      addresses: { management: '192.168.121.16', internal: '192.168.1.13' },
      groups: ['baculas-script'],
    },
  },

  size: { memoryMiB: 1024, vcpus: 1 },

  // Passwords are generated into the vault; './stand up' says how to read them.
  accounts: { admins: ['admin'], users: ['max'] },

  ttl: 66,

  // Where the team's Terraform state lives, such as
  // { backend: 's3', bucket: 'state', key: 'stand.tfstate', region: 'eu-central-1' }.
  // Credentials come from the backend's environment variables.
  state: { backend: 'local' },
};

export default config;
