import type { StandConfig } from '../model/description/config';

/**
 * The shipped stand, reached from outside, without a host whose loss cuts users off for long: another gateway takes over the
 * addresses by which all others route, another node of ejabberd those to which clients are led. Its addresses are
 * examples. To begin with it: sed "s#'../model#'./model#" examples/two-gateways.config.ts > stand.config.ts
 */
const config: StandConfig = {
  name: 'messaging',
  domain: 'domain.local',
  hypervisor: 'auto',

  networks: {
    management: { cidr: '192.168.121.0/24', kind: 'nat' },
    dmz: { cidr: '192.168.1.0/28', kind: 'isolated' },
    internal: { cidr: '192.168.1.16/28', kind: 'isolated' },
    public: { cidr: '203.0.113.0/28', kind: 'public' },
  },

  hosts: {
    e1server: {
      roles: ['ejabberd'],
      addresses: { management: '192.168.121.10', dmz: '192.168.1.2', public: '203.0.113.2' },
      floating: { public: '203.0.113.10' },
    },
    e2server: {
      roles: ['ejabberd'],
      addresses: { management: '192.168.121.11', dmz: '192.168.1.3', public: '203.0.113.3' },
      floating: { public: '203.0.113.11' },
    },
    psql1server: {
      roles: ['postgresql', 'etcd'],
      addresses: { management: '192.168.121.12', internal: '192.168.1.20' },
    },
    psql2server: {
      roles: ['postgresql', 'etcd'],
      addresses: { management: '192.168.121.13', internal: '192.168.1.21' },
      groups: ['baculas-script'],
    },
    // Others route by its floating addresses; gw2server takes them over.
    gw1server: {
      roles: ['gateway'],
      addresses: { management: '192.168.121.14', dmz: '192.168.1.4', internal: '192.168.1.18' },
      floating: { dmz: '192.168.1.1', internal: '192.168.1.17' },
    },
    gw2server: {
      roles: ['gateway'],
      addresses: { management: '192.168.121.17', dmz: '192.168.1.5', internal: '192.168.1.19' },
    },
    bk1server: {
      roles: ['backup', 'etcd'],
      addresses: { management: '192.168.121.15', internal: '192.168.1.22' },
    },
    mon1server: {
      roles: ['monitoring'],
      addresses: { management: '192.168.121.16', internal: '192.168.1.23' },
      groups: ['baculas-script'],
    },
  },

  accounts: { admins: ['admin'], users: ['max'] },

  backups: {
    filesets: {
      fs: { paths: ['/etc', '/var/lib/ejabberd/upload'], compression: 'LZO' },
      psql: { paths: ['/bacula-backup'], compression: 'GZIP' },
      grfn: { paths: ['/var/lib/grafana', '/var/lib/prometheus'], compression: 'LZO' },
    },
    jobs: {
      'e1-fs': { host: 'e1server', fileset: 'fs', plan: 'monthly' },
      'e2-fs': { host: 'e2server', fileset: 'fs', plan: 'monthly' },
      'psql2-dump': { host: 'psql2server', fileset: 'psql', plan: 'hourly', dump: true },
      'mon1-grfn': { host: 'mon1server', fileset: 'grfn', plan: 'hourly' },
    },
  },
};

export default config;
