/** An edit of the shipped description. */
export interface Edit {
  /** The attribute of stand.config.ts. */
  readonly attribute: string;
  /** What becomes of it, in words. */
  readonly what: string;
  /** What is laid over the description, as its text. */
  readonly change: string;
}

const host = (name: string, change: string) =>
  `hosts: { ...config.hosts, ${name}: { ...config.hosts.${name}, ${change} } }`;

/** One for each attribute, and for each way in which hosts change. */
export const edits: readonly Edit[] = [
  { attribute: 'name', what: 'another name', change: "name: 'other'" },
  { attribute: 'domain', what: 'another domain', change: "domain: 'example.org'" },
  { attribute: 'release', what: "'bookworm'", change: "release: 'bookworm'" },
  { attribute: 'postgresqlVersion', what: '15', change: 'postgresqlVersion: 15' },
  { attribute: 'hypervisor', what: "'qemu'", change: "hypervisor: 'qemu'" },
  { attribute: 'image', what: "'plain'", change: "image: 'plain'" },
  {
    attribute: 'networks',
    what: 'a wider DMZ',
    change:
      "networks: { ...config.networks, dmz: { cidr: '192.168.2.0/24', kind: 'isolated' } }, hosts: { ...config.hosts, e1server: { ...config.hosts.e1server, addresses: { management: '192.168.121.10', dmz: '192.168.2.2' } }, e2server: { ...config.hosts.e2server, addresses: { management: '192.168.121.11', dmz: '192.168.2.3' } }, gw1server: { ...config.hosts.gw1server, addresses: { ...config.hosts.gw1server.addresses, dmz: '192.168.2.1' } } }",
  },
  {
    attribute: 'networks',
    what: 'one more',
    change: "networks: { ...config.networks, lab: { cidr: '192.168.3.0/24', kind: 'isolated' } }",
  },
  {
    attribute: 'networks',
    what: 'a public one, with a node of ejabberd on it',
    change:
      "networks: { ...config.networks, public: { cidr: '203.0.113.0/28', kind: 'public' } }, hosts: { ...config.hosts, e1server: { ...config.hosts.e1server, addresses: { ...config.hosts.e1server.addresses, public: '203.0.113.2' } } }",
  },
  {
    attribute: 'hosts',
    what: 'a node of ejabberd more',
    change:
      "hosts: { ...config.hosts, e3server: { roles: ['ejabberd'], addresses: { management: '192.168.121.17', dmz: '192.168.1.4' } } }",
  },
  {
    attribute: 'hosts',
    what: 'a node of ejabberd less',
    change:
      'hosts: (({ e2server: _, ...others }) => others)(config.hosts as Record<string, never>), backups: { filesets: {}, jobs: {} }',
  },
  {
    attribute: 'hosts.HOST.roles',
    what: 'monitoring on a second host',
    change: host('bk1server', "roles: ['backup', 'etcd', 'monitoring']"),
  },
  {
    attribute: 'hosts.HOST.groups',
    what: 'one more',
    change: host('e1server', "groups: ['baculas-script']"),
  },
  {
    attribute: 'hosts.HOST.addresses',
    what: 'another one',
    change: host(
      'mon1server',
      "addresses: { management: '192.168.121.26', internal: '192.168.1.13' }",
    ),
  },
  {
    attribute: 'hosts.HOST.floating',
    what: 'an address that stays',
    change: host('e1server', "floating: { dmz: '192.168.1.6' }"),
  },
  {
    attribute: 'hosts.HOST.size',
    what: 'more memory and processors',
    change: host('e1server', 'size: { memoryMiB: 1536, vcpus: 2 }'),
  },
  {
    attribute: 'hosts.HOST.size',
    what: 'larger disks',
    change: host('e1server', 'size: { diskGiB: 30, dataGiB: 60 }'),
  },
  { attribute: 'size', what: 'more memory', change: 'size: { memoryMiB: 1280, vcpus: 1 }' },
  {
    attribute: 'accounts',
    what: 'a user more',
    change: "accounts: { admins: ['admin'], users: ['max', 'eva'] }",
  },
  {
    attribute: 'certificates',
    what: 'by ACME',
    change:
      "certificates: { source: 'acme', directory: 'https://acme-v02.api.letsencrypt.org/directory', contact: 'mailto:admin@domain.local', challenge: 'http-01' }",
  },
  {
    attribute: 'backups',
    what: 'a job more',
    change:
      "backups: { filesets: config.backups?.filesets ?? {}, jobs: { ...config.backups?.jobs, 'psql1-fs': { host: 'psql1server', fileset: 'fs', plan: 'monthly' } } }",
  },
  {
    attribute: 'flows',
    what: 'one more',
    change:
      "flows: [{ from: ['dmz'], to: 'gwserver', protocol: 'tcp', ports: [8080], why: 'a proxy' }]",
  },
  { attribute: 'ttl', what: 'another value', change: 'ttl: 99' },
  { attribute: 'aptProxy', what: 'one', change: "aptProxy: 'http://192.168.121.1:3143'" },
  { attribute: 'state', what: 'another backend', change: "state: { backend: 'pg' }" },
  {
    attribute: 'alerts',
    what: 'a webhook',
    change: "alerts: { webhook: 'https://relay.domain.local/alerts' }",
  },
  {
    attribute: 'settings',
    what: 'larger uploads',
    change: 'settings: { ejabberd: { ejabberd_upload_max_size: 52_428_800 } }',
  },
  {
    attribute: 'settings',
    what: 'a setting that Erlang starts with',
    change: 'settings: { ejabberd: { ejabberd_net_ticktime: 30 } }',
  },
  {
    attribute: 'secrets',
    what: 'another place',
    change: "secrets: { vaultFile: 'secrets/vault.yml' }",
  },
];
