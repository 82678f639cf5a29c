import fc from 'fast-check';
import { buildStand } from '../../../model/build-stand';
import { formatAddress, formatCidr, isUsable, parseCidr } from '../../../model/topology/ipv4';
import { exposed, faultsOf, refuses, shipped, vary } from '../../fixtures';

const withNetwork = (name: string, cidr: string, kind = 'isolated') =>
  vary({ networks: { ...shipped.networks, [name]: { cidr, kind } } });

const publicWith = (change: object) =>
  vary(
    { networks: { ...exposed.networks, public: { ...exposed.networks.public, ...change } } },
    exposed,
  );
const where = "network 'public'";

refuses([
  ['text as a network', withNetwork('dmz', 'dmz'), "network 'dmz'", /'dmz'/, /192\.168\.1\.0\/29/],
  [
    'a network with host bits',
    withNetwork('dmz', '192.168.1.1/29'),
    ...(["network 'dmz'", /'192\.168\.1\.1\/29'/, /first address/] as const),
  ],
  [
    'a network without room for hosts',
    withNetwork('dmz', '192.168.1.0/31'),
    ...(["network 'dmz'", /'192\.168\.1\.0\/31'/, /8 to 30/] as const),
  ],
  [
    'a network as large as a continent',
    withNetwork('dmz', '0.0.0.0/7'),
    ...(["network 'dmz'", /'0\.0\.0\.0\/7'/, /8 to 30/] as const),
  ],
  [
    'overlapping networks',
    withNetwork('internal', '192.168.1.0/28'),
    ...(["network 'internal'", /192\.168\.1\.0\/28 overlaps network 'dmz'/, /of its own/] as const),
  ],
  [
    'an unknown kind',
    withNetwork('dmz', '192.168.1.0/29', 'bridge'),
    ...(["network 'dmz'", /nat, isolated, public; got 'bridge'/, /choose nat/] as const),
  ],
  [
    'two networks of kind nat',
    withNetwork('dmz', '192.168.1.0/29', 'nat'),
    ...(['networks', /exactly one .*; got 2/, /managed/] as const),
  ],
  [
    'a stand without a network of kind nat',
    withNetwork('management', '192.168.121.0/24', 'isolated'),
    ...(['networks', /exactly one .*; got 0/, /managed/] as const),
  ],
  ['a name with a space', withNetwork('my net', '10.0.0.0/24'), "network 'my net'", /name/, /dmz/],
  ['the name any', withNetwork('any', '10.0.0.0/24'), "network 'any'", /name/, /dmz/],
  ['the name all', withNetwork('all', '10.0.0.0/24'), "network 'all'", /name/, /dmz/],
  ['the name world', withNetwork('world', '10.0.0.0/24'), "network 'world'", /'world'/, /dmz/],
  [
    'text as a router',
    publicWith({ router: 'fritz.box' }),
    ...([where, /router must be IPv4; got 'fritz\.box'/, /203\.0\.113\.0\/28/] as const),
  ],
  [
    'a router outside its network',
    publicWith({ router: '203.0.113.17', bridge: 'br-public' }),
    ...([where, /router must be in 203\.0\.113\.0\/28; got 203\.0\.113\.17/, /choose/] as const),
  ],
  [
    'a network address as a router',
    publicWith({ router: '203.0.113.0', bridge: 'br-public' }),
    ...([where, /not be the network address .*; got 203\.0\.113\.0/, /choose/] as const),
  ],
  [
    'a broadcast address as a router',
    publicWith({ router: '203.0.113.15', bridge: 'br-public' }),
    ...([where, /not be the broadcast address .*; got 203\.0\.113\.15/, /choose/] as const),
  ],
  [
    'a router where libvirt has none',
    publicWith({ router: '203.0.113.14' }),
    ...([where, /must be 203\.0\.113\.1, .*libvirt.*; got 203\.0\.113\.14/, /bridge/] as const),
  ],
  [
    'a router of an isolated network',
    vary({
      networks: {
        ...shipped.networks,
        dmz: { cidr: '192.168.1.0/29', kind: 'isolated', router: '192.168.1.1' },
      },
    }),
    ...(["network 'dmz'", /of kind public; got 192\.168\.1\.1 .* isolated/, /remove/] as const),
  ],
  [
    'a router that is also a host',
    publicWith({ router: '203.0.113.3', bridge: 'br-public' }),
    ...([
      "host 'e2server'",
      /203\.0\.113\.3 is the router's address in 'public'/,
      /choose/,
    ] as const),
  ],
]);

test('the shipped networks are the management network, the DMZ and the internal one', () => {
  const networks = buildStand(shipped).networks.map(({ cidr, ...rest }) => ({
    ...rest,
    cidr: formatCidr(cidr),
  }));
  expect(networks).toEqual([
    {
      name: 'management',
      kind: 'nat',
      cidr: '192.168.121.0/24',
      hypervisorAddress: '192.168.121.1',
    },
    { name: 'dmz', kind: 'isolated', cidr: '192.168.1.0/29' },
    { name: 'internal', kind: 'isolated', cidr: '192.168.1.8/29' },
  ]);
});

test('the management network is the one that the hypervisor has an address in', () => {
  expect(buildStand(shipped).management.name).toBe('management');
});

test('a network may have the name of what every object inherits', () => {
  const another = { constructor: { cidr: '10.0.0.0/24', kind: 'isolated' } } as const;
  const config = vary({ networks: { ...shipped.networks, ...another } });
  expect(buildStand(config).hosts).toEqual(buildStand(shipped).hosts);
});

const publicNetwork = (config = exposed) =>
  buildStand(config).networks.find(({ kind }) => kind === 'public');

test('a public network has a router, at its first address unless it says where', () => {
  expect(publicNetwork()).toMatchObject({ name: 'public', router: '203.0.113.1' });
  expect(publicNetwork()).not.toHaveProperty('hypervisorAddress');
  expect(publicNetwork(publicWith({ router: '203.0.113.1' }))?.router).toBe('203.0.113.1');
  const elsewhere = publicWith({ router: '203.0.113.14', bridge: 'br-public' });
  expect(publicNetwork(elsewhere)?.router).toBe('203.0.113.14');
});

test('of all addresses a router on a bridge has any that a host can have, and no host has', () => {
  const cidr = parseCidr('203.0.113.0/28') as NonNullable<ReturnType<typeof parseCidr>>;
  const taken = ['203.0.113.2', '203.0.113.3'];
  fc.assert(
    fc.property(fc.integer({ min: cidr.base - 20, max: cidr.base + 40 }), (address) => {
      const router = formatAddress(address);
      const faults = faultsOf(publicWith({ router, bridge: 'br-public' }));
      expect(faults.length === 0).toBe(isUsable(cidr, address) && !taken.includes(router));
      for (const { what } of faults) expect(what).toContain(router);
    }),
  );
});
