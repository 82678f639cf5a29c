import { join } from 'node:path';
import { StandError } from '../../../controller/errors';
import {
  type Machine,
  missingRequirements,
  readMachine,
  requirePrepared,
} from '../../../controller/system/preflight';
import { buildStand } from '../../../model/build-stand';
import { onlyHosts, shipped, vary } from '../../fixtures';

const stand = buildStand(shipped);

/** A machine with all that the shipped stand wants. */
const ready: Machine = {
  platform: 'linux',
  isRoot: true,
  freeMemoryMiB: 16_384,
  freeDiskMiB: 102_400,
  fileSystems: ['nodev', 'tmpfs', 'ext4', 'overlay'],
  controllers: ['cpuset', 'cpuacct', 'devices', 'memory'],
  nameservers: ['192.0.2.53', '2001:db8::53'],
  hasKvm: true,
};

const missingOf = (change: Partial<Machine>) => missingRequirements({ ...ready, ...change }, stand);

test('a machine that meets every requirement misses none', () => {
  expect(missingOf({})).toEqual([]);
  expect(missingOf({ controllers: ['unified', 'cpu', 'memory'] })).toEqual([]);
});

test.each<[string, Partial<Machine>, RegExp, RegExp]>([
  ['another system', { platform: 'darwin' }, /darwin/, /Linux/],
  ['a plain user', { isRoot: false }, /root/, /sudo/],
  ['little memory', { freeMemoryMiB: 1749 }, /^7 hosts .* 1750 MiB of memory; 1749/, /fewer hosts/],
  ['little disk', { freeDiskMiB: 8191 }, /8192 MiB of disk; 8191/, /STAND_CACHE/],
  ['a kernel without overlayfs', { fileSystems: ['ext4'] }, /overlayfs/, /modprobe overlay/],
  ['cgroup v1 without devices', { controllers: ['cpuacct', 'memory'] }, /devices are/, /mount/],
  ['cgroup v2 without memory', { controllers: ['unified', 'cpu'] }, /memory are/, /command line/],
  ['no cgroups', { controllers: [] }, /cpuacct, devices, memory/, /mount/],
  [
    'a name server in one of the stand’s networks',
    { nameservers: ['192.0.2.53', '192.168.1.9'] },
    /192\.168\.1\.9 is in .*'internal', 192\.168\.1\.8\/29/,
    /another range/,
  ],
])('%s is a missing requirement with its remedy', (_, change, what, remedy) => {
  expect(missingOf(change)).toEqual([
    { what: expect.stringMatching(what), remedy: expect.stringMatching(remedy) },
  ]);
});

test('virtual machines want their own memory and disks, and neither cgroups nor overlayfs', () => {
  const machines = buildStand(vary({ hypervisor: 'qemu' }));
  const bare = { ...ready, controllers: [], fileSystems: [] };
  expect(missingRequirements({ ...bare, freeDiskMiB: 36_864 }, machines)).toEqual([]);
  expect(missingRequirements({ ...bare, freeMemoryMiB: 14_167 }, machines)).toMatchObject([
    { what: expect.stringMatching(/need 14168 MiB of memory; 14167/) },
  ]);
  expect(missingRequirements({ ...bare, freeDiskMiB: 36_863 }, machines)).toMatchObject([
    { what: expect.stringMatching(/36864 MiB of disk; 36863/) },
  ]);
});

test('hosts that run already have what they need', () => {
  const machines = buildStand(vary({ hypervisor: 'qemu' }));
  const full = { ...ready, freeMemoryMiB: 2023, freeDiskMiB: 12_287 };
  const running = new Set(machines.hosts.slice(1));
  expect(missingRequirements(full, machines, running)).toMatchObject([
    { what: expect.stringMatching(/^1 hosts .* 2024 MiB of memory; 2023/) },
    { what: expect.stringMatching(/12288 MiB of disk; 12287/) },
  ]);
  expect(
    missingRequirements({ ...full, freeDiskMiB: 8192 }, machines, new Set(machines.hosts)),
  ).toEqual([]);
});

test('kvm wants a kernel that runs machines, unless they run elsewhere', () => {
  const machine = { ...ready, isRoot: false, hasKvm: false };
  const local = buildStand(vary({ hypervisor: 'kvm' }));
  expect(missingRequirements(machine, local)).toMatchObject([
    { what: expect.stringMatching(/kvm/), remedy: expect.stringMatching(/qemu or lxc/) },
  ]);
  const uri = 'qemu+ssh://hv/system';
  const remote = buildStand(vary({ hypervisor: 'kvm', hypervisors: { hv: { uri } } }));
  expect(missingRequirements({ ...machine, freeMemoryMiB: 100 }, remote)).toEqual([]);
});

test('fewer hosts want less memory', () => {
  const small = { ...ready, freeMemoryMiB: 300 };
  expect(missingRequirements(small, buildStand(onlyHosts(['gw1server'])))).toEqual([]);
  expect(missingRequirements(small, stand)).not.toEqual([]);
});

test('every missing requirement is reported at once, with the exit code of an unprepared machine', () => {
  const missing = missingOf({ isRoot: false, fileSystems: [] });
  const complain = () => requirePrepared(missing);
  expect(complain).toThrow(/not ready:\n.*root.*\n.*overlayfs/);
  expect(complain).toThrow(expect.objectContaining({ exitCode: 3 }));
  expect(complain).toThrow(StandError);
});

test('nothing is reported when nothing is missing', () => {
  expect(() => requirePrepared([])).not.toThrow();
});

test('this machine can be read', () => {
  const machine = readMachine([__dirname, join(__dirname, 'not', 'there', 'yet')], ['192.0.2.53']);
  expect(machine.platform).toBe(process.platform);
  expect(machine.freeMemoryMiB).toBeGreaterThan(0);
  expect(machine.freeDiskMiB).toBeGreaterThan(0);
  expect(machine.nameservers).toEqual(['192.0.2.53']);
});
