import fc from 'fast-check';
import { buildStand } from '../../../model/build-stand';
import {
  ownersBeside,
  tenancies,
  tenanciesOf,
  virtualRouterId,
} from '../../../model/topology/floating';
import { hostsOf } from '../../../model/topology/groups';
import { hostOf, refuses, shipped, twoGateways, vary, varyHost } from '../../fixtures';

const e1 = "host 'e1server'";
const e1With = (floating: object) => varyHost('e1server', { floating }, twoGateways);
const gw1 = "host 'gw1server'";

refuses([
  [
    'a floating address where the host is not',
    e1With({ internal: '192.168.1.29' }),
    ...([e1, /192\.168\.1\.29 is in 'internal', where the host is not/, /of its own/] as const),
  ],
  [
    'a floating address in no network',
    e1With({ lan: '10.0.0.1' }),
    ...([e1, /10\.0\.0\.1 is in 'lan'/, /one of its networks/] as const),
  ],
  [
    'a floating address to be managed at',
    e1With({ management: '192.168.121.20' }),
    ...([e1, /in 'management', of kind nat/, /another network/] as const),
  ],
  [
    'a floating address outside of its network',
    e1With({ public: '203.0.113.20' }),
    ...([
      e1,
      /'public' must be in 203\.0\.113\.0\/28; got 203\.0\.113\.20/,
      /no host has/,
    ] as const),
  ],
  [
    'the address of another host',
    e1With({ public: '203.0.113.3' }),
    ...([e1, /203\.0\.113\.3 is that of the host 'e2server'/, /free/] as const),
  ],
  [
    'its own address',
    e1With({ public: '203.0.113.2' }),
    ...([e1, /203\.0\.113\.2 is that of the host 'e1server'/, /free/] as const),
  ],
  [
    "the router's address",
    e1With({ public: '203.0.113.1' }),
    ...([e1, /203\.0\.113\.1 is that of the router/, /free/] as const),
  ],
  [
    'the same floating address twice',
    varyHost('e2server', { floating: { public: '203.0.113.10' } }, twoGateways),
    ...(["host 'e2server'", /203\.0\.113\.10 is also that of host 'e1server'/, /free/] as const),
  ],
  [
    'a floating address of a host that nobody stands in for',
    varyHost('psql1server', { floating: { internal: '192.168.1.29' } }, twoGateways),
    ...(["host 'psql1server'", /ejabberd and gateway.*got postgresql, etcd/, /remove/] as const),
  ],
  [
    'a floating address of a host with both roles',
    varyHost('gw1server', { roles: ['gateway', 'ejabberd'] }, twoGateways),
    ...([gw1, /one of the roles .*; got gateway, ejabberd/, /another host/] as const),
  ],
  [
    'a floating address that nobody can take over',
    varyHost('gw1server', { floating: { dmz: '192.168.1.5' } }, shipped),
    ...([gw1, /no other host has the role gateway and an address in dmz/, /describe/] as const),
  ],
  [
    'a gateway whose answers would come by another way',
    varyHost('gw1server', { floating: { dmz: '192.168.1.1' } }, twoGateways),
    ...([gw1, /must have a floating address in 'internal' too/, /floating\.internal/] as const),
  ],
  [
    'more addresses than a network has',
    vary(
      {
        networks: { ...twoGateways.networks, public: { cidr: '203.0.113.8/30', kind: 'public' } },
      },
      twoGateways,
    ),
    ...(["network 'public'", /room for 1 addresses.*4 are described/, /prefix/] as const),
  ],
  [
    'two floating addresses with one number',
    wide('203.0.4.9', '203.0.5.9'),
    ...(["host 'e2server'", /same number as 203\.0\.4\.9 of host 'e1server'/, /last/] as const),
  ],
  [
    'a floating address without a number',
    wide('203.0.4.9', '203.0.5.0'),
    ...(["host 'e2server'", /203\.0\.5\.0 must not end with 0/, /another/] as const),
  ],
]);

/** Floating addresses in a network that has more numbers than VRRP. */
function wide(one: string, other: string) {
  const networks = { ...twoGateways.networks, public: { cidr: '203.0.4.0/22', kind: 'public' } };
  const floating = { e1server: one, e2server: other };
  return Object.entries(floating).reduce(
    (config, [name, address], index) => {
      const addresses = { ...config.hosts[name]?.addresses, public: `203.0.4.${index + 2}` };
      return varyHost(name, { addresses, floating: { public: address } }, config);
    },
    vary({ networks }, twoGateways),
  );
}

const stand = buildStand(twoGateways);

test('the owner has an address, and the other hosts of its role take it over', () => {
  const told = tenancies(stand).map(({ owner, network, address, standIns }) => [
    ...[owner.name, network.name, address],
    standIns.map(({ name }) => name).join(),
  ]);
  expect(told).toEqual([
    ['e1server', 'public', '203.0.113.10', 'e2server'],
    ['e2server', 'public', '203.0.113.11', 'e1server'],
    ['gw1server', 'dmz', '192.168.1.1', 'gw2server'],
    ['gw1server', 'internal', '192.168.1.17', 'gw2server'],
  ]);
  expect(tenancies(buildStand(shipped))).toEqual([]);
});

test('a host knows whose addresses it takes over', () => {
  const names = (host: string) => ownersBeside(stand, hostOf(stand, host)).map(({ name }) => name);
  expect(names('e1server')).toEqual(['e2server']);
  expect(names('gw1server')).toEqual([]);
  expect(names('gw2server')).toEqual(['gw1server']);
  expect(names('psql1server')).toEqual([]);
});

test('hosts with such addresses, and those that stand in for them, are a group', () => {
  const names = hostsOf(stand, 'floating').map(({ name }) => name);
  expect(names).toEqual(['e1server', 'e2server', 'gw1server', 'gw2server']);
  expect(hostsOf(buildStand(shipped), 'floating')).toEqual([]);
});

/** As many nodes as there are, each with an address that stays. */
function nodes(count: number) {
  const others = Object.entries(twoGateways.hosts).filter(([name]) => !/^e\d/.test(name));
  const network = { cidr: '203.0.113.0/24', kind: 'public' };
  const dmz = { cidr: '192.168.2.0/24', kind: 'isolated' };
  const hosts = Array.from({ length: count }, (_, index) => [
    `e${index + 1}server`,
    {
      roles: ['ejabberd'],
      addresses: {
        management: `192.168.121.${index + 100}`,
        dmz: `192.168.2.${index + 100}`,
        public: `203.0.113.${index + 10}`,
      },
      floating: { public: `203.0.113.${index + 100}` },
    },
  ]);
  const gateways = others.map(([name, host]) => [
    name,
    name.startsWith('gw')
      ? {
          ...host,
          addresses: { ...host.addresses, dmz: `192.168.2.${name === 'gw1server' ? 4 : 5}` },
          ...(host.floating && { floating: { ...host.floating, dmz: '192.168.2.1' } }),
        }
      : host,
  ]);
  return buildStand(
    vary(
      {
        networks: { ...twoGateways.networks, public: network, dmz },
        hosts: Object.fromEntries([...hosts, ...gateways]),
        backups: undefined,
      },
      twoGateways,
    ),
  );
}

test('of any number of nodes each address has one order of hosts, which begins with its owner', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 12 }), (count) => {
      const many = nodes(count);
      const ofNodes = tenancies(many).filter(({ network }) => network.kind === 'public');
      expect(ofNodes).toHaveLength(count);
      for (const { owner, standIns } of ofNodes) {
        expect(new Set([owner, ...standIns])).toEqual(new Set(hostsOf(many, 'ejserver')));
        expect(standIns).toHaveLength(count - 1);
        expect(tenanciesOf(many, owner)).toEqual(ofNodes);
      }
      // Those that are gone at once do not all fall to the same host.
      expect(new Set(ofNodes.map(({ standIns }) => standIns[0])).size).toBe(count);
      expect(new Set(ofNodes.map(({ address }) => virtualRouterId(address))).size).toBe(count);
    }),
    { numRuns: 6 },
  );
});
