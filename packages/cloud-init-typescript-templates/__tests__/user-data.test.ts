import fc from 'fast-check';
import { parse } from 'yaml';
import { type CloudConfig, InvalidConfigError, renderUserData } from '../src';
import { cloudConfig } from './arbitraries/cloud-config';

function faultsOf(config: CloudConfig): readonly string[] {
  try {
    renderUserData(config);
  } catch (error) {
    if (error instanceof InvalidConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('renderUserData', () => {
  test('starts with the header by which cloud-init knows cloud-config', () => {
    expect(renderUserData({ hostname: 'db1' })).toBe('#cloud-config\nhostname: db1\n');
    expect(renderUserData({})).toBe('#cloud-config\n{}\n');
  });

  test('what it renders reads back as what it was given', () => {
    fc.assert(
      fc.property(cloudConfig, (config) => {
        const rendered = renderUserData(config);
        expect(parse(rendered, { version: '1.1' })).toEqual(config);
        expect(parse(rendered)).toEqual(config);
      }),
    );
  });

  test('permissions stay a string', () => {
    const rendered = renderUserData({ write_files: [{ path: '/etc/motd', permissions: '0644' }] });
    expect(rendered).toContain('permissions: "0644"');
    // @ts-expect-error a number is 420 to one reader and 644 to another
    expect(() => renderUserData({ write_files: [{ path: '/a', permissions: 0o644 }] })).toThrow();
  });

  test.each(['Ω', 'a_b', '-a', 'a-', '', 'a..b', 'x'.repeat(64), `${'x.'.repeat(127)}x`])(
    'refuses the host name %j',
    (hostname) => {
      expect(faultsOf({ hostname })[0]).toContain(`hostname '${hostname}' is not a host name; use`);
      expect(faultsOf({ fqdn: hostname })[0]).toContain(`fqdn '${hostname}'`);
    },
  );

  test('refuses a host name longer than the kernel takes', () => {
    const hostname = `${'x'.repeat(32)}.${'y'.repeat(32)}`;
    expect(faultsOf({ fqdn: hostname })).toEqual([]);
    expect(faultsOf({ hostname })).toEqual([expect.stringContaining('64 characters')]);
  });

  test.each(['9', '888', 'rw-r--r--', '0644 ', '', '644644'])(
    'refuses permissions %j',
    (permissions) => {
      expect(faultsOf({ write_files: [{ path: '/a', permissions }] })).toEqual([
        expect.stringContaining(`write_files[0].permissions '${permissions}' of '/a' is not octal`),
      ]);
    },
  );

  test('refuses a path that is not absolute', () => {
    expect(faultsOf({ write_files: [{ path: '/a' }, { path: 'etc/motd' }] })).toEqual([
      "write_files[1].path 'etc/motd' is not absolute; start it with /",
    ]);
  });

  test('wants a file deferred whose owner is a user yet to be created', () => {
    const file = { path: '/srv/a', owner: 'app:app' };
    const users = [{ name: 'app' }];
    expect(faultsOf({ users, write_files: [file] })).toEqual([
      expect.stringContaining("'app:app' of '/srv/a' does not exist yet"),
    ]);
    expect(faultsOf({ users, write_files: [{ ...file, defer: true }] })).toEqual([]);
    expect(faultsOf({ write_files: [file] })).toEqual([]);
  });

  test('refuses what is not a public key, without showing it', () => {
    const secret = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n';
    for (const key of ['/home/me/.ssh/id_ed25519.pub', 'ssh-rsa', secret]) {
      expect(faultsOf({ users: [{ name: 'me', ssh_authorized_keys: [key] }] })).toEqual([
        "users 'me' ssh_authorized_keys[0] is not a public key; give the whole line of the .pub file",
      ]);
    }
  });

  test.each([
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@there',
    'ecdsa-sha2-nistp256 AAAAE2VjZHNh=\n',
    'from="192.0.2.0/24" sk-ssh-ed25519@openssh.com AAAAGnNr me and you',
  ])('takes the public key %j', (key) => {
    expect(faultsOf({ ssh_authorized_keys: [key] })).toEqual([]);
  });

  test('refuses user names that useradd refuses, and one name twice', () => {
    expect(faultsOf({ users: ['default', { name: 'Me' }, { name: 'a' }, 'a'] })).toEqual([
      expect.stringContaining("users 'Me' is not a user name"),
      expect.stringContaining("users 'a' is there twice"),
    ]);
  });

  test('gathers all faults and throws once', () => {
    const config: CloudConfig = {
      hostname: 'a_b',
      packages: [],
      mounts: [[]],
      ntp: { servers: ['not a host', '192.0.2.1'] },
      write_files: [{ path: 'a', permissions: 'x' }],
    };
    expect(faultsOf(config)).toHaveLength(6);
    expect(() => renderUserData(config)).toThrow(
      /^cloud-config is not valid:\n {2}- hostname 'a_b'/,
    );
  });
});
