import { hostsProbes } from '../../../checks/hosts';
import { buildStand } from '../../../model/build-stand';
import { shipped } from '../../fixtures';
import { answering, look } from '../answers';

const stand = buildStand(shipped);
const now = () => Date.now() / 1000;
const disk = {
  ...{ mount: '/', size: 100, available: 40, inodes: 100, free_inodes: 40, read_only: false },
};
const certificate = (path: string, days: number, fault: string | null = null) => ({
  ...{ path, ends: now() + days * 86400 + 60, fault },
});
const nothing = { refreshed: now() - 7200, packages: [], reboot: null, outdated: [] };
const update = (name: string, days: number, security: boolean) => ({
  ...{ name, from: '1', to: '2', security, since: now() - days * 86400 },
});
const sound = {
  units: { ssh: 'active' },
  foreign: { etcd: 'inactive' },
  failed: [],
  disks: [disk],
  memory: { total: 2 ** 30, available: 2 ** 29 },
  updates: nothing,
  certificates: [certificate('/host.crt', 364), certificate('/authority.crt', 3649)],
  first_boot: [],
  files: { recorded: 20, changed: [] },
};

function find(what: string, change: object) {
  const { tools, asked } = answering({
    'host.py': { ...sound, ...change },
    'clock.py': () => now(),
  });
  return { found: look(hostsProbes(stand, tools), `${what} of e1server`), asked };
}

test.each([
  ['units', '1 are active'],
  ['services of others', 'none of 1 runs'],
  ['disks', '/ has 40 % free'],
  ['memory', '512 of 1024 MiB are available'],
  ['reboot', 'none is due'],
  ['updates', 'none waits, as of 2 h ago'],
  ['certificates', 'the next one expires in 364 days'],
  ['first boot', 'no error'],
  ['managed files', '20 are unchanged'],
])('of a sound host, its %s hold', async (what, saw) => {
  expect(await find(what, {}).found).toEqual({ ok: true, saw });
});

test('a host is asked for the units of its services', async () => {
  const { found, asked } = find('units', {});
  await found;
  const units = expect.arrayContaining(['ssh', 'haproxy', 'ejabberd', 'bacula-fd']);
  // Those of other hosts' services may be installed there, and must not run.
  const foreign = expect.arrayContaining(['etcd', 'patroni', 'prometheus']);
  const argument = { units, foreign };
  expect(asked).toMatchObject([{ place: 'e1server', script: 'host.py', argument }]);
  expect(asked).not.toMatchObject([{ argument: { foreign: expect.arrayContaining(['ssh']) } }]);
});

test.each([
  ['units', { units: { ejabberd: 'inactive' } }, 'ejabberd is inactive'],
  ['units', { units: { ejabberd: 'failed' }, failed: ['ejabberd.service'] }, 'ejabberd is failed'],
  ['units', { failed: ['other.service'] }, 'other.service'],
  ['services of others', { foreign: { etcd: 'active' } }, 'etcd is active'],
  ['disks', { disks: [{ ...disk, available: 1 }] }, '/ has 1 % free'],
  ['disks', { disks: [{ ...disk, free_inodes: 0 }] }, '/ has 0 % free'],
  ['disks', { disks: [disk, { ...disk, mount: '/srv', read_only: true }] }, '/srv is read-only'],
  ['memory', { memory: { total: 2 ** 30, available: 2 ** 26 } }, '64 of 1024 MiB are available'],
  ['reboot', { updates: { ...nothing, reboot: 'wanted by linux-image' } }, 'wanted by linux-image'],
  [
    'updates',
    {
      updates: { ...nothing, packages: [update('openssl', 9, true), update('tzdata', 90, false)] },
    },
    'openssl has waited for 9 days',
  ],
  ['updates', { updates: null }, 'the host cannot tell yet; run ./stand up --converge'],
  [
    'certificates',
    { certificates: [certificate('/host.crt', 20)] },
    '/host.crt expires in 20 days',
  ],
  [
    'certificates',
    { certificates: [certificate('/host.crt', -3)] },
    '/host.crt expired 3 days ago',
  ],
  [
    'certificates',
    { certificates: [certificate('/host.crt', 300, 'self-signed certificate')] },
    '/host.crt: self-signed certificate',
  ],
  ['first boot', { first_boot: ['no seed'] }, 'no seed'],
  ['first boot', { first_boot: null }, 'cloud-init has not finished'],
  [
    'managed files',
    { files: { recorded: 2, changed: ['/etc/hosts was edited'] } },
    '/etc/hosts was edited',
  ],
  [
    'managed files',
    { files: { recorded: 0, changed: [] } },
    'none is recorded yet; run ./stand up --converge',
  ],
])('%s of %p are told', async (what, change, saw) => {
  expect(await find(what, change).found).toEqual({ ok: false, saw });
});

test('updates may wait that are for security, and young, or for anything else', async () => {
  const packages = [update('openssl', 1, true), update('tzdata', 90, false)];
  expect(await find('updates', { updates: { ...nothing, packages } }).found).toEqual({
    ok: true,
    saw: '2 wait, 1 of them for security, as of 2 h ago',
  });
});

test('the clock is right that tells this machine’s time', async () => {
  const { ok, saw } = await find('clock', {}).found;
  expect(ok).toBe(true);
  expect(saw).toMatch(/^0\.0\d s (ahead|behind)/);
});
