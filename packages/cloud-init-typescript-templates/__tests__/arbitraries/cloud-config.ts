import fc from 'fast-check';
import type { CloudConfig } from '../../src';
import { hostName, optional, some, text, word } from './basics';

const path = fc
  .array(
    text.filter((part) => part !== ''),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => `/${parts.join('/')}`);
const key = fc
  .base64String({ minLength: 4, maxLength: 40 })
  .map((code) => `ssh-ed25519 ${code} me`);
const command = fc.oneof(text, fc.array(text, { maxLength: 4 }));
const size = fc.oneof(
  fc.nat(),
  fc.nat().map((count) => `${count}M`),
);

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
        sudo: fc.option(text, { nil: null }),
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
  fs_setup: some(
    optional({ label: text, filesystem: word, device: path, overwrite: fc.boolean() }),
  ),
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
