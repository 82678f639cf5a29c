import fc from 'fast-check';
import type { CloudConfig, Ethernet, MetaData, NetworkConfigV2 } from '../src';

/** Text as people put it into files: blank lines, indentation, and what YAML would like to read. */
const awkward = fc.constantFrom(
  'yes', 'NO', 'on', '~', 'null', '0644', '0o17', '1:30', '1_000', '2031-01-01', '=', '<<', '- a',
  'a: b', 'a #b', '#', '|', '', ' ', '\t', '  indented', 'end ', '---', '...', '\u0085', '\u2028',
  '\r', '"', "'", '\\', '{{ x }}', '$HOME', '.inf', '1e3', '0x1F', '日本', '😀', '\u007f',
);
export const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.array(awkward, { maxLength: 5 }).map((parts) => parts.join(' ')),
  fc.array(awkward, { maxLength: 5 }).map((lines) => lines.join('\n')),
  fc.array(awkward, { maxLength: 5 }).map((lines) => `${lines.join('\n')}\n`),
);

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/);
const hostName = fc.array(word, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'));
const path = fc.array(text.filter((part) => part !== ''), { minLength: 1, maxLength: 3 })
  .map((parts) => `/${parts.join('/')}`);
const key = fc.base64String({ minLength: 4, maxLength: 40 }).map((code) => `ssh-ed25519 ${code} me`);
const some = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 3 });
const optional = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { requiredKeys: [] });
const command = fc.oneof(text, fc.array(text, { maxLength: 4 }));
const size = fc.oneof(fc.nat(), fc.nat().map((count) => `${count}M`));

/** Configurations that are valid for this package and for cloud-init since Debian 12. */
export const cloudConfig: fc.Arbitrary<CloudConfig> = optional<CloudConfig>({
  hostname: word,
  fqdn: hostName,
  prefer_fqdn_over_hostname: fc.boolean(),
  preserve_hostname: fc.boolean(),
  manage_etc_hosts: fc.constantFrom(true, false, 'localhost' as const),
  users: fc.uniqueArray(
    fc.record(
      {
        name: word,
        gecos: text,
        groups: fc.oneof(word, some(word)),
        shell: path,
        sudo: fc.option(text),
        ssh_authorized_keys: some(key),
        lock_passwd: fc.boolean(),
        uid: fc.nat(),
        expiredate: fc.constant('2031-12-31'),
      },
      { requiredKeys: ['name'] },
    ),
    { selector: (user) => user.name, minLength: 1, maxLength: 3 },
  ),
  groups: some(fc.oneof(word, fc.dictionary(word, some(word), { minKeys: 1, maxKeys: 2 }))),
  ssh_pwauth: fc.boolean(),
  disable_root: fc.boolean(),
  ssh_authorized_keys: some(key),
  ssh_deletekeys: fc.boolean(),
  ssh_genkeytypes: some(fc.constantFrom('rsa' as const, 'ecdsa' as const, 'ed25519' as const)),
  write_files: some(
    fc.record(
      {
        path,
        content: text,
        owner: fc.constant('root:adm'),
        permissions: fc.stringMatching(/^[0-7]{3,4}$/),
        encoding: fc.constantFrom('text/plain' as const, 'b64' as const, 'gz+b64' as const),
        append: fc.boolean(),
        defer: fc.boolean(),
      },
      { requiredKeys: ['path'] },
    ),
  ),
  packages: some(fc.oneof(word, fc.tuple(word, text))),
  package_update: fc.boolean(),
  package_upgrade: fc.boolean(),
  apt: fc.record(
    {
      preserve_sources_list: fc.boolean(),
      conf: text,
      proxy: fc.webUrl(),
      http_proxy: fc.webUrl(),
      primary: some(fc.record({ arches: some(word), uri: fc.webUrl() })),
      sources: fc.dictionary(word, fc.record({ source: text }), { maxKeys: 2 }),
    },
    { requiredKeys: ['conf'] },
  ),
  bootcmd: some(command),
  runcmd: some(command),
  growpart: optional({
    mode: fc.constantFrom('auto' as const, 'growpart' as const, 'off' as const),
    devices: fc.array(path, { maxLength: 2 }),
  }),
  resize_rootfs: fc.constantFrom(true, false, 'noblock' as const),
  disk_setup: fc.dictionary(
    word,
    optional({
      table_type: fc.constantFrom('mbr' as const, 'gpt' as const),
      layout: fc.oneof(fc.boolean(), some(fc.oneof(fc.nat(), fc.tuple(fc.nat(), fc.nat())))),
    }),
    { maxKeys: 2 },
  ),
  fs_setup: some(optional({ label: text, filesystem: word, device: path, overwrite: fc.boolean() })),
  mounts: some(fc.array(text, { minLength: 1, maxLength: 6 })),
  swap: optional({ filename: path, size: fc.oneof(size, fc.constant('auto')), maxsize: size }),
  power_state: fc.record(
    {
      mode: fc.constantFrom('poweroff' as const, 'reboot' as const, 'halt' as const),
      delay: fc.oneof(fc.nat(), fc.constant('now' as const)),
      message: text,
      timeout: fc.nat(),
      condition: fc.oneof(fc.boolean(), text, some(text)),
    },
    { requiredKeys: ['mode'] },
  ),
  timezone: text,
  locale: text,
  ntp: fc.option(
    optional({
      enabled: fc.boolean(),
      pools: fc.uniqueArray(hostName, { maxLength: 2 }),
      servers: fc.uniqueArray(hostName, { maxLength: 2 }),
    }),
  ),
  ca_certs: fc.record({ remove_defaults: fc.boolean(), trusted: some(text) }),
  final_message: text,
});

const prefixed = (prefix: number) =>
  fc.oneof(fc.ipV4(), fc.ipV6()).map((address) => `${address}/${prefix}`);
const route = fc.oneof(
  fc.record({ to: fc.ipV4().map((net) => `${net}/24`), via: fc.ipV4(), metric: fc.nat() }),
  fc.record({ to: fc.constantFrom('::/0', '2001:db8::/32'), via: fc.ipV6() }),
);
const mac = fc.array(fc.nat(255), { minLength: 6, maxLength: 6 })
  .map((bytes) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':'));
const ethernet: fc.Arbitrary<Ethernet> = fc.record(
  {
    match: mac.map((macaddress) => ({ macaddress })),
    addresses: some(prefixed(24)),
    dhcp4: fc.boolean(),
    dhcp6: fc.boolean(),
    'dhcp4-overrides': optional({ 'use-dns': fc.boolean(), 'route-metric': fc.nat() }),
    routes: fc.array(route, { maxLength: 3 }),
    nameservers: optional({ addresses: some(fc.ipV4()), search: some(hostName) }),
    mtu: fc.integer({ min: 68, max: 9000 }),
    optional: fc.boolean(),
    'link-local': fc.subarray(['ipv4' as const, 'ipv6' as const]),
    'accept-ra': fc.boolean(),
  },
  { requiredKeys: ['match', 'addresses'] },
);

/** Each ethernet has a MAC address and a name of its own. */
export const networkConfig: fc.Arbitrary<NetworkConfigV2> = fc
  .record({
    renderer: fc.constantFrom('networkd' as const, undefined),
    interfaces: fc.uniqueArray(ethernet, { selector: (e) => e.match?.macaddress, maxLength: 4 }),
    vlan: fc.integer({ min: 1, max: 4094 }),
  })
  .map(({ renderer, interfaces, vlan }) => ({
    version: 2,
    ...(renderer && { renderer }),
    ethernets: Object.fromEntries(
      interfaces.map((settings, index) => [`e${index}`, { ...settings, 'set-name': `net${index}` }]),
    ),
    ...(interfaces.length > 1 && {
      vlans: { tagged: { id: vlan, link: 'e0' } },
      bridges: { br0: { interfaces: ['e1'], parameters: { stp: false } } },
    }),
  }));

export const metaData: fc.Arbitrary<MetaData> = fc.record(
  { 'instance-id': text.filter((id) => id.trim() !== ''), 'local-hostname': hostName },
  { requiredKeys: ['instance-id'] },
);
