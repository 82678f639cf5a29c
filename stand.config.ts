import type { StandConfig } from './model/description/config';

/** The stand. Change it here, look at `./stand diff`, apply it with `./stand up`. */
const config: StandConfig = {
  name: 'messaging',
  domain: 'domain.local',

  // 'trixie' is Debian 13 with ejabberd 26; 'bookworm' is Debian 12 with ejabberd 24.
  release: 'trixie',
  // postgresqlVersion: 15,   // where databases are not of the release's own version yet

  // 'auto' takes virtual machines ('kvm') where this machine runs them, else containers ('lxc');
  // './stand --hypervisor KIND' overrides it for one run. More: docs/virtual-machines.md.
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

  // Passwords are generated into the vault; README.md says how to read them.
  accounts: { admins: ['admin'], users: ['max'] },

  // A host more to back up is a line more; Bacula's pools and schedule follow from its plan.
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

  // Clients out there do not know the stand's own authority. Where a public network leads to the nodes:
  // certificates: { source: 'acme', challenge: 'http-01', contact: 'mailto:admin@domain.local',
  //   directory: 'https://acme-v02.api.letsencrypt.org/directory' },

  // Alertmanager shows alerts, and sends them to nobody until this says to whom:
  // alerts: { email: { to: …, from: …, smarthost: 'mail.domain.local:587' } },

  ttl: 66,

  // Grafana 11.4.0 comes from Grafana's own repository. Where that is out of reach:
  // grafana: { package: 'grafana_11.4.0_amd64.deb', sha256: '64 hexadecimal digits' },

  // Variables of the services' roles, all listed in docs/reference/settings.md:
  // settings: { ejabberd: { ejabberd_upload_max_size: 52428800 } },

  // Where the team's Terraform state lives, such as
  // { backend: 's3', bucket: 'state', key: 'stand.tfstate', region: 'eu-central-1' }.
  // Credentials come from the backend's environment variables. `encrypted: true` has OpenTofu encrypt it.
  state: { backend: 'local' },
};

export default config;
