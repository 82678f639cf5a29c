import { departures } from '../../../cli/changes/departures';
import type { Plan, ResourceChange } from '../../../cli/engine/plan';
import { takenTogether } from '../../../cli/guard/together';
import type { StandConfig } from '../../../model/description/config';
import { servicesOf } from '../../../model/services/service';
import { checkedStand } from '../../../synth/checked-stand';
import { onlyHosts, shipped, threeNodes, varyHost } from '../../fixtures';

type Deed = 'replace' | 'remove' | 'create';
const actions: Record<Deed, ResourceChange['change']['actions']> = {
  replace: ['delete', 'create'],
  remove: ['delete'],
  create: ['create'],
};

/** A plan that does so to hosts of a stand which was deployed by another description. */
function planOf(before: StandConfig | undefined, deeds: Readonly<Record<string, Deed>>): Plan {
  const stand = before && checkedStand(before);
  const records = stand?.hosts.map((host) => [
    host.name,
    {
      address: host.managementAddress,
      services: servicesOf(stand, host).map(({ name }) => name),
    },
  ]);
  return {
    output_changes: {
      host_records: { actions: ['update'], before: records ? Object.fromEntries(records) : null },
    },
    resource_changes: Object.entries(deeds).map(([host, deed]) => ({
      address: `null_resource.hosts_${host}_0A1B2C3D`,
      type: 'null_resource',
      change: { actions: actions[deed], before: {}, after: {} },
    })),
  };
}

function taken(
  before: StandConfig | undefined,
  after: StandConfig,
  deeds: Readonly<Record<string, Deed>>,
  unfinished: readonly string[] = [],
): string[] {
  const stand = checkedStand(after);
  const plan = planOf(before, deeds);
  return takenTogether(plan, stand, departures(plan, stand), unfinished);
}

const both: Record<string, Deed> = { psql1server: 'replace', psql2server: 'replace' };

/** What is said of both: they are most members of etcd, too. */
const bothTaken = [
  'all hosts of postgresql (psql1server, psql2server)',
  'most hosts of etcd (psql1server, psql2server)',
];

test.each([
  ['one of two', shipped, { psql1server: 'replace' }, []],
  ['both', shipped, both, bothTaken],
  ['both, as deployed by an older version', undefined, both, bothTaken],
  [
    'both, which are made for the first time',
    shipped,
    { psql1server: 'create', psql2server: 'create' },
    [],
  ],
  [
    'both nodes',
    shipped,
    { e1server: 'replace', e2server: 'replace' },
    ['all hosts of ejabberd (e1server, e2server)'],
  ],
  [
    'the backups and a database',
    shipped,
    { bk1server: 'replace', psql2server: 'replace' },
    [
      'most hosts of etcd (psql2server, bk1server)',
      'the backups on bk1server together with the databases on psql2server',
    ],
  ],
] as const)('%s', (_, before, deeds, expected) => {
  expect(taken(before, shipped, deeds)).toEqual(expected);
});

test('most members of etcd are not away at once, wherever they are', () => {
  const less = varyHost('psql2server', { roles: ['postgresql'] });
  const elsewhere = varyHost('mon1server', { roles: ['monitoring', 'etcd'] }, less);
  const two: Record<string, Deed> = { mon1server: 'replace', bk1server: 'replace' };
  expect(taken(elsewhere, elsewhere, two)).toEqual(['most hosts of etcd (bk1server, mon1server)']);
  expect(taken(elsewhere, elsewhere, { mon1server: 'replace' })).toEqual([]);
});

test('hosts that a killed run left half done have nothing to lose', () => {
  expect(taken(shipped, shipped, both, ['psql1server'])).toEqual([]);
});

test('the only one is made anew, with its data', () => {
  const small = onlyHosts(['e1server', 'psql1server', 'gw1server']);
  expect(taken(small, small, { psql1server: 'replace' })).toEqual([]);
});

test('a service moves by what comes first, not in one step', () => {
  const moved = varyHost(
    'gw1server',
    { roles: ['gateway', 'ejabberd'] },
    onlyHosts(['psql1server', 'gw1server']),
  );
  const before = onlyHosts(['e1server', 'psql1server', 'gw1server']);
  expect(taken(before, moved, { e1server: 'remove' })).toEqual([
    'all hosts of ejabberd (e1server)',
  ]);
});

test('a node more leaves as it came', () => {
  expect(taken(threeNodes, shipped, { e3server: 'remove' })).toEqual([]);
  const plan = planOf(threeNodes, { e3server: 'remove' });
  const left = departures(plan, checkedStand(shipped));
  expect(
    left.map(({ host, isRemoved, services }) => [
      host,
      isRemoved,
      services.map(({ name }) => name),
    ]),
  ).toEqual([['e3server', true, ['bacula_client', 'ejabberd', 'haproxy']]]);
});

test('a role less takes its services from the host, which stays', () => {
  const moved = varyHost('psql2server', { roles: ['postgresql'] });
  const before = varyHost('mon1server', { roles: ['monitoring', 'etcd'] }, moved);
  const left = departures(planOf(before, {}), checkedStand(shipped));
  expect(left).toMatchObject([
    { host: 'mon1server', isRemoved: false, services: [{ name: 'etcd' }] },
  ]);
});
