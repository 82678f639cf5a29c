import { buildStand } from '../../../model/build-stand';
import { groupNames, hostsOf, isInGroup } from '../../../model/topology/groups';
import { refuses, shipped, threeNodes, twoGateways, vary, varyHost } from '../../fixtures';

refuses([
  [
    'a group that follows from a role',
    varyHost('e1server', { groups: ['psqlserver'] }),
    ...(["host 'e1server'", /'psqlserver'/, /baculas-script.*roles/] as const),
  ],
  [
    'a host named like a group',
    varyHost('etcd', { roles: ['backup'], addresses: { management: '192.168.121.99' } }),
    ...(["host 'etcd'", /must not be/, /rename/] as const),
  ],
  [
    'a host named like a network',
    varyHost('dmz', { roles: ['backup'], addresses: { management: '192.168.121.99' } }),
    ...(["host 'dmz'", /must not be/, /rename/] as const),
  ],
  [
    'a network named like a group',
    vary({ networks: { ...shipped.networks, etcd: { cidr: '10.0.0.0/24', kind: 'isolated' } } }),
    ...(["network 'etcd'", /must not be/, /rename/] as const),
  ],
  ...['localhost', 'ungrouped', 'all', 'ip6-loopback', 'world'].map(
    (name) =>
      [
        `a host named ${name}`,
        varyHost(name, { roles: ['backup'], addresses: { management: '192.168.121.99' } }),
        ...([`host '${name}'`, new RegExp(`must not be .*; got '${name}'`), /rename/] as const),
      ] as const,
  ),
]);

test('the shipped groups have the shipped members', () => {
  const stand = buildStand(shipped);
  expect(
    Object.fromEntries(
      stand.groups.map(({ name, hosts }) => [name, hosts.map((host) => host.name)]),
    ),
  ).toEqual({
    ejserver: ['e1server', 'e2server'],
    psqlserver: ['psql1server', 'psql2server'],
    etcd: ['psql1server', 'psql2server', 'bk1server'],
    gwserver: ['gw1server'],
    bkserver: ['bk1server'],
    monserver: ['mon1server'],
    baculas: ['e1server', 'e2server', 'psql1server', 'psql2server', 'mon1server'],
    filedaemons: ['e1server', 'e2server', 'psql1server', 'psql2server', 'bk1server', 'mon1server'],
    prometheuses: ['e1server', 'e2server', 'psql1server', 'psql2server', 'gw1server', 'bk1server'],
    'baculas-script': ['psql2server', 'mon1server'],
  });
});

test('baculas, filedaemons and prometheuses are made of other groups, the rest lists its hosts', () => {
  const made = buildStand(shipped).groups.filter(({ children }) => children.length > 0);
  expect(made.map(({ name, children }) => [name, children])).toEqual([
    ['baculas', ['ejserver', 'psqlserver', 'monserver']],
    ['filedaemons', ['ejserver', 'psqlserver', 'bkserver', 'monserver']],
    ['prometheuses', ['ejserver', 'psqlserver', 'gwserver', 'bkserver']],
  ]);
});

test('every group can be named by a flow', () => {
  expect(buildStand(twoGateways).groups.map(({ name }) => name)).toEqual(groupNames);
});

test('a host joins the groups of its role and those made of them', () => {
  const stand = buildStand(threeNodes);
  for (const group of ['ejserver', 'baculas', 'prometheuses', 'all']) {
    expect(hostsOf(stand, group).map(({ name }) => name)).toContain('e3server');
  }
});

test('a group that is not there has no hosts', () => {
  expect(hostsOf(buildStand(shipped), 'mailservers')).toEqual([]);
});

test.each([
  ['ejserver', true],
  ['baculas', true],
  ['all', true],
  ['psqlserver', false],
  ['nowhere', false],
])('whether e1server is in %s: %s', (group, expected) => {
  const stand = buildStand(shipped);
  const host = stand.hosts.find(({ name }) => name === 'e1server') as (typeof stand.hosts)[0];
  expect(isInGroup(stand, group, host)).toBe(expected);
});
