import fc from 'fast-check';
import { buildStand } from '../../../model/build-stand';
import {
  dual,
  exposed,
  faultsOf,
  hostOf,
  refuses,
  shipped,
  twoGateways,
  vary,
  varyHost,
} from '../../fixtures';

const range = '2001:db8:5::/64';
const networkWith = (ipv6: object, change: object = {}) =>
  vary(
    {
      networks: { ...dual.networks, public: { ...dual.networks.public, ipv6, ...change } },
    },
    dual,
  );
const hostWith = (address: string, network = 'public') =>
  varyHost('e2server', { ipv6: { [network]: address } }, dual);
const bridged = { bridge: 'br-public' };
const network = "network 'public'";
const host = "host 'e2server'";

refuses([
  [
    'IPv4 as an IPv6 network',
    networkWith({ cidr: '198.51.100.0/24' }),
    ...([network, /ipv6\.cidr .*; got '198\.51\.100\.0\/24'/, /2001:db8:5::\/64/] as const),
  ],
  [
    'an IPv6 network with host bits',
    networkWith({ cidr: '2001:db8:5::1/64' }),
    ...([network, /got '2001:db8:5::1\/64'/, /first address/] as const),
  ],
  [
    'an IPv6 network without room for hosts',
    networkWith({ cidr: '2001:db8:5::/127' }),
    ...([network, /got '2001:db8:5::\/127'/, /32 to 126/] as const),
  ],
  [
    'an IPv6 network larger than any provider gives',
    networkWith({ cidr: '2000::/8' }),
    ...([network, /got '2000::\/8'/, /32 to 126/] as const),
  ],
  [
    'link-local addresses as an IPv6 network',
    networkWith({ cidr: 'fe80::/64' }),
    ...([network, /global or unique local; got fe80::\/64/, /provider/] as const),
  ],
  [
    'IPv6 of a network that is not public',
    vary({
      networks: { ...shipped.networks, dmz: { ...shipped.networks.dmz, ipv6: { cidr: range } } },
    }),
    ...(["network 'dmz'", /kind public; got 2001:db8:5::\/64 .* isolated/, /remove/] as const),
  ],
  [
    'IPv6 of the management network',
    vary({
      networks: {
        ...shipped.networks,
        management: { ...shipped.networks.management, ipv6: { cidr: range } },
      },
    }),
    ...(["network 'management'", /kind public; got 2001:db8:5::\/64 .* nat/, /remove/] as const),
  ],
  [
    'IPv6 networks that overlap',
    vary(
      {
        networks: {
          ...dual.networks,
          other: { cidr: '203.0.113.16/28', kind: 'public', ipv6: { cidr: '2001:db8::/32' } },
        },
      },
      dual,
    ),
    ...([
      "network 'other'",
      /2001:db8::\/32 overlaps network 'public'/,
      /addresses of its own/,
    ] as const),
  ],
  [
    'IPv4 as a router by IPv6',
    networkWith({ cidr: range, router: '203.0.113.1' }, bridged),
    ...([network, /ipv6\.router must be IPv6; got '203\.0\.113\.1'/, /fe80::1/] as const),
  ],
  [
    'a router by IPv6 that is elsewhere',
    networkWith({ cidr: range, router: '2001:db8:6::1' }, bridged),
    ...([network, /must be in 2001:db8:5::\/64; got 2001:db8:6::1/, /choose/] as const),
  ],
  [
    'a router by IPv6 where libvirt has none',
    networkWith({ cidr: range, router: 'fe80::1' }),
    ...([network, /must be 2001:db8:5::1, .*libvirt.*; got fe80::1/, /bridge/] as const),
  ],
  [
    'IPv4 in the place of an IPv6 address',
    hostWith('203.0.113.9'),
    ...([host, /must be IPv6; got '203\.0\.113\.9'/, /choose an address of 2001:db8:5::/] as const),
  ],
  [
    'an IPv6 address with a zone',
    hostWith('2001:db8:5::9%eth0'),
    ...([host, /must be IPv6; got '2001:db8:5::9%eth0'/, /choose/] as const),
  ],
  [
    'an IPv6 address in the place of an IPv4 one',
    varyHost(
      'e2server',
      { addresses: { ...dual.hosts.e2server?.addresses, public: '2001:db8:5::9' } },
      dual,
    ),
    ...([host, /must be IPv4; got '2001:db8:5::9'/, /under ipv6/] as const),
  ],
  [
    'an IPv6 address outside of the range',
    hostWith('2001:db8:6::9'),
    ...([host, /must be in 2001:db8:5::\/64; got 2001:db8:6::9/, /choose/] as const),
  ],
  [
    'the network’s own IPv6 address',
    hostWith('2001:db8:5::'),
    ...([host, /not be the network address .*; got 2001:db8:5::/, /choose/] as const),
  ],
  [
    'an IPv6 address that another host has, however it is written',
    hostWith('2001:DB8:5:0::2'),
    ...([host, /2001:DB8:5:0::2 in 'public' belongs to host 'e1server'/, /free/] as const),
  ],
  [
    'the router’s IPv6 address',
    hostWith('2001:db8:5:0:0:0:0:1'),
    ...([host, /2001:db8:5:0:0:0:0:1 is the router's address in 'public'/, /another/] as const),
  ],
  [
    'an IPv6 address in a network that is not public',
    hostWith('2001:db8:5::9', 'dmz'),
    ...([host, /2001:db8:5::9 is in 'dmz', which has no IPv6/, /kind public/] as const),
  ],
  [
    'an IPv6 address in a public network that has none',
    varyHost('e2server', { ipv6: { public: '2001:db8:5::9' } }, exposed),
    ...([host, /is in 'public', which has no IPv6/, /ipv6: \{ cidr: /] as const),
  ],
  [
    'an IPv6 address in a network where the host is not',
    varyHost('mon1server', { ipv6: { public: '2001:db8:5::9' } }, dual),
    ...([
      "host 'mon1server'",
      /2001:db8:5::9 is in 'public', where the host is not/,
      /IPv4/,
    ] as const),
  ],
  [
    'an IPv6 address in a network that is not described',
    hostWith('2001:db8:5::9', 'constructor'),
    ...([host, /is in 'constructor', where the host is not/, /remove ipv6\.constructor/] as const),
  ],
  [
    'a floating address of IPv6',
    varyHost('e1server', { floating: { public: '2001:db8:5::10' } }, twoGateways),
    ...(["host 'e1server'", /floating .* must be IPv4; got '2001:db8:5::10'/, /203\./] as const),
  ],
  [
    'an IPv6 address beside one that floats, as nobody would take it over',
    varyHost(
      'e1server',
      { ipv6: { public: '2001:db8:5::2' } },
      vary(
        {
          networks: {
            ...twoGateways.networks,
            public: { ...twoGateways.networks.public, ipv6: { cidr: range } },
          },
        },
        twoGateways,
      ),
    ),
    ...([
      "host 'e1server'",
      /2001:db8:5::2 would not float with 203\.0\.113\.10/,
      /remove ipv6\.public, or floating\.public/,
    ] as const),
  ],
  [
    'a number as an IPv6 address',
    varyHost('e2server', { ipv6: { public: 6 } }, dual),
    ...(['hosts.e2server.ipv6.public', /must be a string; got 6/, /'…'/] as const),
  ],
]);

test('a network’s router by IPv6 is the first address unless it says where, there or link-local', () => {
  const routerOf = (config: Parameters<typeof buildStand>[0]) =>
    buildStand(config).networks.find(({ name }) => name === 'public')?.ipv6;
  expect(routerOf(dual)).toEqual({ cidr: range, router: '2001:db8:5::1' });
  expect(routerOf(networkWith({ cidr: '2001:DB8:5:0::/64' }))).toEqual(routerOf(dual));
  for (const router of ['2001:db8:5::ffff', 'fe80::1'])
    expect(routerOf(networkWith({ cidr: range, router }, bridged))?.router).toBe(router);
});

test('a host has its address by IPv6 as RFC 5952 writes it, or none', () => {
  const stand = buildStand(hostWith('2001:DB8:5:0:0::A'));
  expect(hostOf(stand, 'e2server').publicIpv6).toBe('2001:db8:5::a');
  for (const { publicIpv6 } of buildStand(exposed).hosts) expect(publicIpv6).toBeUndefined();
  const half = buildStand(varyHost('e2server', { ipv6: {} }, dual));
  expect(hostOf(half, 'e2server').publicIpv6).toBeUndefined();
});

test('of all addresses of a range a host has any but its first two and those of others', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffff }), (last) => {
      const address = `2001:db8:5::${last.toString(16)}`;
      const faults = faultsOf(hostWith(address));
      expect(faults.length === 0).toBe(last > 1 && last !== 2);
      for (const { what } of faults) expect(what).toContain(address);
    }),
  );
});

test('IPv6 is all that a description with it has more', () => {
  const without = ({ networks, hosts, ...others }: ReturnType<typeof buildStand>) => ({
    ...{ flows: others.flows, groups: others.groups.map(({ name }) => name) },
    networks: networks.map(({ ipv6: _, ...network }) => network),
    hosts: hosts.map(({ publicIpv6: _, interfaces, ...host }) => ({
      ...host,
      interfaces: interfaces.map(({ address, mac }) => ({ address, mac })),
    })),
  });
  expect(without(buildStand(dual))).toEqual(without(buildStand(exposed)));
});
