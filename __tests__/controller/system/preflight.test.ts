import { join } from 'node:path';
import { StandError } from '../../../controller/errors';
import {
  type Machine,
  machineLacks,
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

const lacksOf = (change: Partial<Machine>) => machineLacks({ ...ready, ...change }, stand);

test('a machine with everything lacks nothing', () => {
  expect(lacksOf({})).toEqual([]);
  expect(lacksOf({ controllers: ['unified', 'cpu', 'memory'] })).toEqual([]);
});

test.each<[string, Partial<Machine>, RegExp, RegExp]>([
  ['another system', { platform: 'darwin' }, /darwin/, /Linux/],
  ['a plain user', { isRoot: false }, /root/, /sudo/],
  ['little memory', { freeMemoryMiB: 1749 }, /^1749 MiB.*7, which want 1750/, /fewer hosts/],
  ['little disk', { freeDiskMiB: 8191 }, /^8191 MiB.*8192/, /STAND_CACHE/],
  ['a kernel without overlayfs', { fileSystems: ['ext4'] }, /overlayfs/, /modprobe overlay/],
  ['cgroup v1 without devices', { controllers: ['cpuacct', 'memory'] }, /devices are/, /mount/],
  ['cgroup v2 without memory', { controllers: ['unified', 'cpu'] }, /memory are/, /command line/],
  ['no cgroups', { controllers: [] }, /cpuacct, devices, memory/, /mount/],
  [
    'a name server in one of the stand’s networks',
    { nameservers: ['192.0.2.53', '192.168.1.9'] },
    /192\.168\.1\.9 lies in .*'internal' 192\.168\.1\.8\/29/,
    /other addresses/,
  ],
])('%s is a lack with a remedy', (_, change, what, remedy) => {
  expect(lacksOf(change)).toEqual([
    { what: expect.stringMatching(what), remedy: expect.stringMatching(remedy) },
  ]);
});

test('virtual machines want their own memory and disks, and neither cgroups nor overlayfs', () => {
  const machines = buildStand(vary({ hypervisor: 'qemu' }));
  const bare = { ...ready, controllers: [], fileSystems: [] };
  expect(machineLacks({ ...bare, freeDiskMiB: 36_864 }, machines)).toEqual([]);
  expect(machineLacks({ ...bare, freeMemoryMiB: 14_167 }, machines)).toMatchObject([
    { what: expect.stringMatching(/^14167 MiB.*want 14168/) },
  ]);
  expect(machineLacks({ ...bare, freeDiskMiB: 36_863 }, machines)).toMatchObject([
    { what: expect.stringMatching(/^36863 MiB of disk.*36864/) },
  ]);
});

test('hosts that run already have what they need', () => {
  const machines = buildStand(vary({ hypervisor: 'qemu' }));
  const full = { ...ready, freeMemoryMiB: 2023, freeDiskMiB: 12_287 };
  const running = new Set(machines.hosts.slice(1));
  expect(machineLacks(full, machines, running)).toMatchObject([
    { what: expect.stringMatching(/^2023 MiB of memory.*: 1, which want 2024/) },
    { what: expect.stringMatching(/^12287 MiB of disk.*12288/) },
  ]);
  expect(machineLacks({ ...full, freeDiskMiB: 8192 }, machines, new Set(machines.hosts))).toEqual(
    [],
  );
});

test('kvm wants a kernel that runs machines, unless they run elsewhere', () => {
  const machine = { ...ready, isRoot: false, hasKvm: false };
  const local = buildStand(vary({ hypervisor: 'kvm' }));
  expect(machineLacks(machine, local)).toMatchObject([
    { what: expect.stringMatching(/kvm/), remedy: expect.stringMatching(/qemu or lxc/) },
  ]);
  const uri = 'qemu+ssh://hv/system';
  const remote = buildStand(vary({ hypervisor: 'kvm', hypervisors: { hv: { uri } } }));
  expect(machineLacks({ ...machine, freeMemoryMiB: 100 }, remote)).toEqual([]);
});

test('fewer hosts want less memory', () => {
  const small = { ...ready, freeMemoryMiB: 300 };
  expect(machineLacks(small, buildStand(onlyHosts(['gw1server'])))).toEqual([]);
  expect(machineLacks(small, stand)).not.toEqual([]);
});

test('all lacks are told at once, with the exit code of an unprepared machine', () => {
  const lacks = lacksOf({ isRoot: false, fileSystems: [] });
  const complain = () => requirePrepared(lacks);
  expect(complain).toThrow(/not ready:\n.*root.*\n.*overlayfs/);
  expect(complain).toThrow(expect.objectContaining({ exitCode: 3 }));
  expect(complain).toThrow(StandError);
});

test('nothing is said when nothing lacks', () => {
  expect(() => requirePrepared([])).not.toThrow();
});

test('this machine can be read', () => {
  const machine = readMachine([__dirname, join(__dirname, 'not', 'there', 'yet')], ['192.0.2.53']);
  expect(machine.platform).toBe(process.platform);
  expect(machine.freeMemoryMiB).toBeGreaterThan(0);
  expect(machine.freeDiskMiB).toBeGreaterThan(0);
  expect(machine.nameservers).toEqual(['192.0.2.53']);
});
