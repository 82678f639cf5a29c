import fc from 'fast-check';
import { buildStand } from '../../../model/build-stand';
import { macAddress } from '../../../model/topology/hosts';
import {
  exposed,
  faultsOf,
  fourPostgresql,
  hostOf,
  refuses,
  shipped,
  thirdPostgresql,
  vary,
  varyHost,
} from '../../fixtures';

const e1 = "host 'e1server'";
const e1At = (addresses: object) =>
  varyHost('e1server', { addresses: { ...shipped.hosts.e1server?.addresses, ...addresses } });
const named = (name: string, last: number) =>
  varyHost(name, { roles: ['backup'], addresses: { management: `192.168.121.${last}` } });
/** Two names that give the same MAC address in the shipped stand's management network. */
const twins = ['h2307', 'h11397'] as const;

refuses([
  ['a stand without hosts', vary({ hosts: {} }), 'hosts', /empty/, /at least one/],
  ['a host name with a dot', named('e1.dmz', 99), "host 'e1.dmz'", /DNS label/, /hyphens/],
  [
    'a host whose name is a word of a command',
    named('release', 99),
    ...(["host 'release'", /upgrade release/, /another name/] as const),
  ],
  ['a host without a role', varyHost('e1server', { roles: [] }), e1, /no role/, /ejabberd/],
  ['an unknown role', varyHost('e1server', { roles: ['mail'] }), e1, /'mail'/, /choose.*gateway/],
  [
    'a host that cannot be managed',
    varyHost('e1server', { addresses: { dmz: '192.168.1.2' } }),
    ...([e1, /no address in 'management'/, /add one/] as const),
  ],
  ['an unknown network', e1At({ lan: '10.0.0.1' }), e1, /'lan'/, /management, dmz, internal/],
  [
    'text as an address',
    e1At({ dmz: 'dhcp' }),
    e1,
    /in 'dmz' must be IPv4; got 'dhcp'/,
    /192\.168\.1\.0\/29/,
  ],
  ['an address with a prefix', e1At({ dmz: '192.168.1.2/29' }), e1, /'192.168.1.2\/29'/, /choose/],
  [
    'an address outside its network',
    e1At({ dmz: '192.168.1.8' }),
    ...([e1, /'dmz' must be in 192\.168\.1\.0\/29; got 192\.168\.1\.8/, /choose/] as const),
  ],
  [
    'a network address',
    e1At({ dmz: '192.168.1.0' }),
    e1,
    /not be the network address .*; got 192\.168\.1\.0$/,
    /host address/,
  ],
  [
    'a broadcast address',
    e1At({ dmz: '192.168.1.7' }),
    ...([e1, /not be the broadcast address .*; got 192\.168\.1\.7/, /host address/] as const),
  ],
  [
    "the hypervisor's address",
    e1At({ management: '192.168.121.1' }),
    ...([e1, /192\.168\.121\.1 is the hypervisor's/, /another/] as const),
  ],
  [
    'an address that another host has',
    e1At({ dmz: '192.168.1.3' }),
    ...(["host 'e2server'", /192\.168\.1\.3 in 'dmz' belongs to host 'e1server'/, /free/] as const),
  ],
  [
    'two public addresses of one host',
    varyHost(
      'e1server',
      { addresses: { ...exposed.hosts.e1server?.addresses, second: '198.51.100.2' } },
      vary(
        { networks: { ...exposed.networks, second: { cidr: '198.51.100.0/28', kind: 'public' } } },
        exposed,
      ),
    ),
    ...([e1, /one public network at most; got 'public' and 'second'/, /keep one/] as const),
  ],
  [
    'a public address that another host has',
    varyHost(
      'e2server',
      { addresses: { ...exposed.hosts.e2server?.addresses, public: '203.0.113.2' } },
      exposed,
    ),
    ...(["host 'e2server'", /203\.0\.113\.2 in 'public' belongs to .*'e1server'/, /free/] as const),
  ],
  [
    'more hosts than a public network has addresses beside its router',
    vary(
      { networks: { ...exposed.networks, public: { cidr: '203.0.113.0/30', kind: 'public' } } },
      exposed,
    ),
    ...(["network 'public'", /room for 1 addresses of hosts, but 2 are/, /shorten/] as const),
  ],
  [
    'more hosts than a network has addresses',
    varyHost(
      'psql4server',
      {
        roles: ['postgresql'],
        addresses: { management: '192.168.121.19', internal: '192.168.1.9' },
      },
      thirdPostgresql,
    ),
    ...([
      "network 'internal'",
      /192\.168\.1\.8\/29.*6 addresses of hosts, but 7 are/,
      /shorten/,
    ] as const),
  ],
  [
    'too little memory',
    varyHost('e1server', { size: { memoryMiB: 64 } }),
    e1,
    /memoryMiB.*; got 64/,
    /256/,
  ],
  [
    'half a vcpu',
    varyHost('e1server', { size: { vcpus: 0.5 } }),
    e1,
    /whole number from 1; got 0\.5/,
    /one/,
  ],
  [
    'too little memory for all',
    vary({ size: { memoryMiB: 1, vcpus: 1 } }),
    'size',
    /memoryMiB.*; got 1$/,
    /256/,
  ],
  [
    'no vcpu for all',
    vary({ size: { memoryMiB: 512, vcpus: 0 } }),
    'size',
    /vcpus.*; got 0/,
    /one/,
  ],
  [
    'two names that give one MAC address',
    {
      ...named(twins[0], 98),
      hosts: { ...named(twins[0], 98).hosts, ...named(twins[1], 99).hosts },
    },
    ...([`host '${twins[1]}'`, /52:54:00:\S+ .*'h2307'/, /rename/] as const),
  ],
]);

test('a network with room for one more host less than it has addresses is refused no host', () => {
  expect(faultsOf(thirdPostgresql)).toEqual([]);
  expect(faultsOf(fourPostgresql)).toEqual([]);
});

test('the shipped hosts have their addresses in each network', () => {
  const addresses = buildStand(shipped).hosts.map(({ name, interfaces }) => [
    name,
    ...interfaces.map(({ network, address }) => `${network.name} ${address}`),
  ]);
  expect(addresses).toEqual([
    ['e1server', 'management 192.168.121.10', 'dmz 192.168.1.2'],
    ['e2server', 'management 192.168.121.11', 'dmz 192.168.1.3'],
    ['psql1server', 'management 192.168.121.12', 'internal 192.168.1.10'],
    ['psql2server', 'management 192.168.121.13', 'internal 192.168.1.11'],
    ['gw1server', 'management 192.168.121.14', 'dmz 192.168.1.1', 'internal 192.168.1.9'],
    ['bk1server', 'management 192.168.121.15', 'internal 192.168.1.12'],
    ['mon1server', 'management 192.168.121.16', 'internal 192.168.1.13'],
  ]);
});

test('the shipped hosts have 1024 MiB and one vcpu each', () => {
  for (const { memoryMiB, vcpus } of buildStand(shipped).hosts) {
    expect({ memoryMiB, vcpus }).toEqual({ memoryMiB: 1024, vcpus: 1 });
  }
});

test('a host is as large as it says, else as the stand says, else 1024 MiB and one vcpu', () => {
  const sizes = (size?: object, own?: object) => {
    const config = varyHost('e1server', { size: own }, vary({ size }));
    const { memoryMiB, vcpus } = hostOf(buildStand(config), 'e1server');
    return [memoryMiB, vcpus];
  };
  expect(sizes()).toEqual([1024, 1]);
  expect(sizes({ memoryMiB: 2048, vcpus: 2 })).toEqual([2048, 2]);
  expect(sizes({ memoryMiB: 2048, vcpus: 2 }, { vcpus: 4 })).toEqual([2048, 4]);
});

test('a host is managed by its management address and serves on its first other one', () => {
  const gateway = hostOf(buildStand(shipped), 'gw1server');
  expect(gateway.managementAddress).toBe('192.168.121.14');
  expect(gateway.serviceAddress).toBe('192.168.1.1');
  expect(gateway.fqdn).toBe('gw1server.domain.local');
});

test('a host serves where it did when it gets a public address', () => {
  const { serviceAddress, publicAddress } = hostOf(buildStand(exposed), 'e1server');
  expect(serviceAddress).toBe('192.168.1.2');
  expect(publicAddress).toBe('203.0.113.2');
  expect(hostOf(buildStand(exposed), 'gw1server').publicAddress).toBeUndefined();
});

test('no two interfaces of the shipped stand share an address or a MAC address', () => {
  const interfaces = buildStand(shipped).hosts.flatMap((host) => host.interfaces);
  expect(new Set(interfaces.map(({ address }) => address)).size).toBe(interfaces.length);
  expect(new Set(interfaces.map(({ mac }) => mac)).size).toBe(interfaces.length);
});

test('a MAC address is unicast, in QEMU’s range, and always the same', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (stand, host, network) => {
      expect(macAddress(stand, host, network)).toMatch(/^52:54:00(:[0-9a-f]{2}){3}$/);
      expect(macAddress(stand, host, network)).toBe(macAddress(stand, host, network));
    }),
  );
});

test('hosts of any names and addresses either clash, which is a fault, or are all unique', () => {
  const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
  const lasts = fc.array(fc.tuple(label, fc.integer({ min: 2, max: 30 })), { minLength: 1 });
  fc.assert(
    fc.property(lasts, (drawn) => {
      const hosts = Object.fromEntries(
        drawn.map(([name, last]) => [
          `x-${name}`,
          { roles: ['gateway'], addresses: { management: `192.168.121.${last}` } },
        ]),
      );
      const addresses = Object.values(hosts).map((host) => host.addresses.management);
      const clashes = addresses.length - new Set(addresses).size;
      const faults = faultsOf(vary({ hosts, backups: undefined }));
      expect(faults.filter(({ what }) => what.includes('belongs to host')).length).toBe(clashes);
      expect(faults.length === 0).toBe(clashes === 0);
    }),
  );
});
