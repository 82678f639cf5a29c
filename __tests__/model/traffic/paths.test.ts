import { buildStand } from '../../../model/build-stand';
import type { StandConfig } from '../../../model/description/config';
import { deriveGroups } from '../../../model/topology/groups';
import type { Host } from '../../../model/topology/hosts';
import {
  forwardsFor,
  interfaceTowards,
  pathBetween,
  routesOf,
  wayOutOf,
} from '../../../model/traffic/paths';
import { exposed, hostOf, onlyHosts, shipped, twoGateways, vary } from '../../fixtures';

const stand = buildStand(shipped);
const path = (from: string, to: string) =>
  pathBetween(stand, hostOf(stand, from), hostOf(stand, to));

test('neighbours speak to each other through the network they share', () => {
  expect(path('e1server', 'e2server')).toEqual({
    source: '192.168.1.2',
    destination: '192.168.1.3',
  });
});

test('hosts of different networks speak through the gateway', () => {
  expect(path('e1server', 'psql1server')).toEqual({
    source: '192.168.1.2',
    destination: '192.168.1.10',
    gateway: hostOf(stand, 'gw1server'),
  });
});

test('all route by the addresses of a gateway that another one takes over', () => {
  const stand = buildStand(twoGateways);
  const routes = (name: string) =>
    routesOf(stand, hostOf(stand, name)).map(({ to, via }) => `${to.name} ${via}`);
  expect(routes('e1server')).toEqual(['internal 192.168.1.1']);
  expect(routes('psql1server')).toEqual(['dmz 192.168.1.17']);
  expect(routes('gw2server')).toEqual([]);
  const [gw1server, gw2server] = ['gw1server', 'gw2server'].map((name) => hostOf(stand, name));
  const psql1server = hostOf(stand, 'psql1server');
  // It speaks for itself by its own address.
  expect(pathBetween(stand, gw2server as Host, psql1server)?.source).toBe('192.168.1.19');
  expect(forwardsFor(stand, gw1server as Host, gw2server as Host)).toBe(true);
  expect(forwardsFor(stand, gw2server as Host, gw1server as Host)).toBe(false);
});

test('the gateway speaks to each side with its address there', () => {
  expect(path('gw1server', 'e1server')?.source).toBe('192.168.1.1');
  expect(path('gw1server', 'psql1server')?.source).toBe('192.168.1.9');
  expect(path('psql1server', 'gw1server')?.destination).toBe('192.168.1.9');
});

test('the management network carries no service’s traffic', () => {
  const names = ['e1server', 'e2server', 'bk1server'];
  const hosts = stand.hosts.filter(({ name }) => names.includes(name));
  const apart = { ...stand, hosts, groups: deriveGroups(hosts) };
  expect(pathBetween(apart, hostOf(apart, 'e1server'), hostOf(apart, 'bk1server'))).toBeUndefined();
});

test('each side has a route to the other by the gateway, and the gateway has none', () => {
  const routes = (name: string) =>
    routesOf(stand, hostOf(stand, name)).map(({ to, via }) => `${to.name} via ${via}`);
  expect(routes('e1server')).toEqual(['internal via 192.168.1.1']);
  expect(routes('mon1server')).toEqual(['dmz via 192.168.1.9']);
  expect(routes('gw1server')).toEqual([]);
});

test('a route leaves by the interface of its gateway’s network', () => {
  const { network } = interfaceTowards(hostOf(stand, 'e1server'), '192.168.1.1');
  expect(network.name).toBe('dmz');
});

test('without a gateway there are no routes', () => {
  const alone = buildStand(onlyHosts(['psql1server']));
  expect(routesOf(alone, hostOf(alone, 'psql1server'))).toEqual([]);
});

const wayOut = (config: StandConfig, name: string) => {
  const { by, via } = wayOutOf(hostOf(buildStand(config), name));
  return `${via} by ${by.name}`;
};

test('what is for elsewhere leaves by the hypervisor, and of public hosts by their router', () => {
  expect(wayOut(shipped, 'e1server')).toBe('192.168.121.1 by management');
  expect(wayOut(exposed, 'e1server')).toBe('203.0.113.1 by public');
  expect(wayOut(exposed, 'psql1server')).toBe('192.168.121.1 by management');
  const own = {
    cidr: '203.0.113.0/28',
    kind: 'public',
    router: '203.0.113.9',
    bridge: 'br-public',
  };
  const routed = vary({ networks: { ...exposed.networks, public: own } }, exposed);
  expect(wayOut(routed, 'e2server')).toBe('203.0.113.9 by public');
});

test('between hosts the public network carries nothing, and no route leads there', () => {
  const open = buildStand(exposed);
  const between = (from: string, to: string) =>
    pathBetween(open, hostOf(open, from), hostOf(open, to));
  expect(between('e1server', 'e2server')).toEqual(path('e1server', 'e2server'));
  for (const host of open.hosts) {
    expect(routesOf(open, host)).toEqual(routesOf(stand, hostOf(stand, host.name)));
  }
});
