import { buildStand } from '../../../model/build-stand';
import { deriveGroups } from '../../../model/topology/groups';
import { interfaceTowards, pathBetween, routesOf } from '../../../model/traffic/paths';
import { hostOf, onlyHosts, shipped } from '../../fixtures';

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
