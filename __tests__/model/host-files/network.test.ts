import { networkConfig } from '../../../cloudinit/network-config';
import { buildStand } from '../../../model/build-stand';
import { interfaceFacts } from '../../../model/host-files/interfaces';
import { networkFiles } from '../../../model/host-files/network';
import { dual, exposed, hostOf, otherAddressPlan, shipped, varyHost } from '../../fixtures';

const stand = buildStand(shipped);

test('a host of the DMZ finds its interfaces by MAC address and the internal network by the gateway', () => {
  const host = hostOf(stand, 'e1server');
  const [management, dmz] = host.interfaces.map(({ mac }) => mac);
  expect(networkConfig(stand, host)).toEqual({
    version: 2,
    ethernets: {
      management: {
        match: { macaddress: management },
        addresses: ['192.168.121.10/24'],
        nameservers: { addresses: ['192.168.121.1'] },
        routes: [{ to: '0.0.0.0/0', via: '192.168.121.1' }],
      },
      dmz: {
        match: { macaddress: dmz },
        addresses: ['192.168.1.2/29'],
        routes: [{ to: '192.168.1.8/29', via: '192.168.1.1' }],
      },
    },
  });
});

test('a public host has its way out by the public router, and name servers as before', () => {
  const open = buildStand(exposed);
  const { ethernets } = networkConfig(open, hostOf(open, 'e1server'));
  expect(ethernets?.management).not.toHaveProperty('routes');
  expect(ethernets?.management?.nameservers).toEqual({ addresses: ['192.168.121.1'] });
  expect(ethernets?.dmz?.routes).toEqual([{ to: '192.168.1.8/29', via: '192.168.1.1' }]);
  expect(ethernets?.public).toMatchObject({
    addresses: ['203.0.113.2/28'],
    routes: [{ to: '0.0.0.0/0', via: '203.0.113.1' }],
  });
});

test('by IPv6 a public host has its address and its way out beside those of IPv4', () => {
  const open = buildStand(varyHost('e2server', { ipv6: undefined }, dual));
  const { ethernets } = networkConfig(open, hostOf(open, 'e1server'));
  expect(ethernets?.public).toMatchObject({
    addresses: ['203.0.113.2/28', '2001:db8:5::2/64'],
    'accept-ra': false,
    routes: [
      { to: '0.0.0.0/0', via: '203.0.113.1' },
      { to: '::/0', via: '2001:db8:5::1' },
    ],
  });
  const before = buildStand(exposed);
  for (const { name } of open.hosts.filter(({ name }) => name !== 'e1server'))
    expect(networkFiles(open, hostOf(open, name))).toEqual(
      networkFiles(before, hostOf(before, name)),
    );
});

test('a host has one way out, and it leads to a neighbour', () => {
  for (const config of [shipped, exposed, otherAddressPlan]) {
    const open = buildStand(config);
    for (const host of open.hosts) {
      const facts = interfaceFacts(open, host);
      const ways = facts.flatMap(({ routes }) => routes.filter(({ to }) => to === '0.0.0.0/0'));
      expect(ways).toHaveLength(1);
    }
  }
});

test('the gateway is attached to all three networks and needs no route between them', () => {
  const { ethernets } = networkConfig(stand, hostOf(stand, 'gw1server'));
  expect(Object.keys(ethernets ?? {})).toEqual(['management', 'dmz', 'internal']);
  expect(ethernets?.dmz).not.toHaveProperty('routes');
  expect(ethernets?.internal).not.toHaveProperty('routes');
});

test('systemd-networkd gets the same configuration later', () => {
  const host = hostOf(stand, 'psql1server');
  const files = networkFiles(stand, host);
  expect(files.map(({ name }) => name)).toEqual([
    '05-stand-management.network',
    '05-stand-internal.network',
  ]);
  expect(files[1]?.content).toBe(
    [
      '[Match]',
      `MACAddress=${host.interfaces[1]?.mac}`,
      '',
      '[Network]',
      'Address=192.168.1.10/29',
      'DHCP=no',
      'IPv6AcceptRA=no',
      '',
      '[Route]',
      'Destination=192.168.1.0/29',
      'Gateway=192.168.1.9',
      '',
    ].join('\n'),
  );
});

test.each([
  ['shipped', shipped],
  ['other', otherAddressPlan],
  ['public', exposed],
  ['public IPv6', dual],
])('cloud-init and systemd-networkd never disagree about the %s addresses', (_, config) => {
  const stand = buildStand(config);
  for (const host of stand.hosts) {
    const { ethernets = {} } = networkConfig(stand, host);
    const said = Object.values(ethernets).map((ethernet) => [
      ...(ethernet.addresses ?? []),
      ...(ethernet.nameservers?.addresses ?? []),
      ...(ethernet.routes ?? []).flatMap(({ to, via }) => [to, via]),
    ]);
    const written = networkFiles(stand, host).map(({ content }) =>
      [...content.matchAll(/^(?:Address|DNS|Destination|Gateway)=(.*)$/gm)].map(
        ([, value]) => value,
      ),
    );
    expect(written).toEqual(said);
  }
});
