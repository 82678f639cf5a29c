import { buildStand } from '../../../model/build-stand';
import { formatCidr } from '../../../model/topology/ipv4';
import { refuses, shipped, vary } from '../../fixtures';

const withNetwork = (name: string, cidr: string, kind = 'isolated') =>
  vary({ networks: { ...shipped.networks, [name]: { cidr, kind } } });

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
    ...(["network 'dmz'", /'bridge'/, /choose nat/] as const),
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
