import { buildStand } from '../../../model/build-stand';
import { deriveHypervisors, jumpHost } from '../../../model/topology/hypervisors';
import { hostOf, refuses, shipped, vary, varyHost } from '../../fixtures';

const remote = { uri: 'qemu+ssh://admin@hv2.example.org:2222/system' };
const two = { hv1: { uri: 'qemu:///system' }, hv2: remote };
const bridged = Object.fromEntries(
  Object.entries(shipped.networks).map(([name, network]) => [
    name,
    { ...network, bridge: `br-${name.slice(0, 8)}` },
  ]),
);
const spread = varyHost(
  'e2server',
  { hypervisor: 'hv2' },
  vary({ hypervisor: 'kvm', hypervisors: two, networks: bridged }),
);

test('containers, and emulated machines unless told otherwise, run in the lab', () => {
  for (const hypervisor of ['lxc', 'qemu'] as const) {
    expect(deriveHypervisors(vary({ hypervisor }))).toEqual([{ name: 'lab' }]);
  }
  const elsewhere = vary({ hypervisor: 'qemu', hypervisors: { hv2: remote } });
  expect(deriveHypervisors(elsewhere)).toMatchObject([{ name: 'hv2', uri: remote.uri }]);
});

test("machines with KVM run on this machine's own libvirt, their disks in the stand's folder", () => {
  expect(deriveHypervisors(vary({ hypervisor: 'kvm' }))).toEqual([
    { name: 'local', uri: 'qemu:///system', pool: '/var/lib/libvirt/images/messaging' },
  ]);
});

test('a host runs where it says, else on the first hypervisor, and is reached through it', () => {
  const stand = buildStand(spread);
  expect(hostOf(stand, 'e1server')).toMatchObject({ hypervisor: 'hv1' });
  expect(hostOf(stand, 'e1server').jump).toBeUndefined();
  expect(hostOf(stand, 'e2server')).toMatchObject({
    hypervisor: 'hv2',
    jump: 'admin@hv2.example.org:2222',
  });
});

test('the package cache of the lab is for hosts in the lab alone', () => {
  expect(buildStand(vary({ hypervisor: 'qemu' })).aptProxy).toBe('http://192.168.121.1:3142');
  expect(buildStand(vary({ hypervisor: 'kvm' })).aptProxy).toBe('');
});

test.each([
  [undefined, undefined],
  ['qemu:///system', undefined],
  ['qemu+ssh://hv/system', 'hv'],
  ['qemu+ssh://root@192.0.2.7/system?keyfile=/k', 'root@192.0.2.7'],
  ['qemu+tls://hv/system', undefined],
])('%s is reached through %s', (uri, jump) => {
  expect(jumpHost(uri)).toBe(jump);
});

refuses([
  [
    'an unknown kind',
    vary({ hypervisor: 'xen' }),
    'hypervisor',
    /one of auto, kvm, qemu, lxc; got 'xen'/,
    /leave it out/,
  ],
  [
    'a URI of another libvirt',
    vary({ hypervisors: { hv1: { uri: 'xen:///system' } } }),
    "hypervisor 'hv1'",
    /'xen:\/\/\/system'/,
    /qemu\+ssh/,
  ],
  [
    'a session, which has no networks',
    vary({ hypervisors: { hv1: { uri: 'qemu:///session' } } }),
    "hypervisor 'hv1'",
    /'qemu:\/\/\/session'/,
    /system/,
  ],
  [
    'a folder of disks that is no path',
    vary({ hypervisors: { hv1: { uri: 'qemu:///system', pool: 'images' } } }),
    "hypervisor 'hv1'",
    /absolute path; got 'images'/,
    /var\/lib/,
  ],
  [
    'a host on a hypervisor that is not described',
    varyHost('e2server', { hypervisor: 'hv3' }, spread),
    "host 'e2server'",
    /'hv3'/,
    /hv1, hv2/,
  ],
  [
    'a network that spans two hypervisors without a bridge',
    { ...spread, networks: { ...bridged, dmz: { cidr: '192.168.1.0/29', kind: 'isolated' } } },
    "network 'dmz'",
    /hv1 and hv2/,
    /bridge/,
  ],
  [
    'a bridge that is none',
    vary({ networks: { ...bridged, dmz: { ...shipped.networks.dmz, bridge: 'no bridge' } } }),
    "network 'dmz'",
    /'no bridge'/,
    /br-dmz/,
  ],
]);
