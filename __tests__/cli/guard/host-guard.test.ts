import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, ResourceChange } from '../../../cli/engine/plan';
import { type HostChange, hostChanges } from '../../../cli/guard/host-changes';
import { judge, type Permission, type Presence, refusalText } from '../../../cli/guard/host-guard';

// What Terraform 1.11 said of a stand of two containers whose memory was changed.
const recorded = JSON.parse(
  readFileSync(join(__dirname, 'plan-of-more-memory.json'), 'utf8'),
) as Plan;

const nobody: Permission = { replace: [], remove: [] };

/** Everything that has a name is there, but for what is named. */
function allBut(...absent: string[]): Presence {
  return {
    isThere: ({ host }: HostChange) => !absent.includes(host),
    isResized: () => true,
    differences: () => [],
  };
}

type Actions = ResourceChange['change']['actions'];

function change(address: string, actions: Actions, more: object = {}): ResourceChange {
  const attributes = { name: address, triggers: { domain: address } };
  const before = actions.includes('create') && actions.length === 1 ? null : attributes;
  const after = actions.includes('delete') && actions.length === 1 ? null : attributes;
  const [type = ''] = address.split('.');
  return { address, type, change: { actions, before, after }, ...more };
}

function planOf(...resource_changes: ResourceChange[]): Plan {
  return { resource_changes };
}

const container = 'null_resource.hosts_e1server_0A1B2C3D';
const machine = 'libvirt_domain.hosts_e1server_domain_0A1B2C3D';
const disk = 'libvirt_volume.hosts_e1server_disk_0A1B2C3D';
const shape = 'null_resource.hosts_e1server_shape_0A1B2C3D';
const data = 'libvirt_volume.storage_lab_e1server_postgresql_0A1B2C3D';
const image = 'libvirt_volume.storage_lab_base_0A1B2C3D';
const network = 'libvirt_network.networks_dmz_0A1B2C3D';

const hostsOf = (plan: Plan, may = nobody, presence = allBut()) =>
  judge(plan, may, presence)?.hosts.map(({ host, action }) => [host, action]);

test('an edit that makes hosts anew is refused for each of them', () => {
  expect(hostsOf(recorded)).toEqual([
    ['gw1server', 'make anew'],
    ['gw2server', 'make anew'],
  ]);
});

test('hosts that are named may be made anew, and no other', () => {
  expect(hostsOf(recorded, { replace: ['gw1server'], remove: [] })).toEqual([
    ['gw2server', 'make anew'],
  ]);
  const both = { replace: ['gw1server', 'gw2server'], remove: [] };
  expect(judge(recorded, both, allBut())).toBeUndefined();
});

test.each<[behaviour: string, ResourceChange[], HostChange['action']]>([
  ['a container is removed', [change(container, ['delete'])], 'remove'],
  ['a container is forgotten', [change(container, ['forget'])], 'remove'],
  ['a container’s name is taken', [change(container, ['create'])], 'make'],
  ['a machine is removed', [change(machine, ['delete']), change(disk, ['delete'])], 'remove'],
  ['a machine is made anew', [change(machine, ['delete', 'create'])], 'make anew'],
  [
    'a machine is made before the old one goes',
    [change(machine, ['create', 'delete'])],
    'make anew',
  ],
  ['a disk is made anew', [change(disk, ['delete', 'create'])], 'make anew'],
  ['a machine’s name is taken', [change(machine, ['create']), change(disk, ['create'])], 'make'],
  [
    'a container gives way to a machine',
    [change(container, ['delete']), change(machine, ['create'])],
    'make anew',
  ],
])('that %s is refused', (_, changes, action) => {
  expect(hostsOf(planOf(...changes))).toEqual([['e1server', action]]);
});

test.each<[behaviour: string, ResourceChange[]]>([
  ['nothing', [change(container, ['no-op']), change(machine, ['no-op'])]],
  ['a machine in place', [change(machine, ['update'])]],
  ['a service', [change('null_resource.services_base_0A1B2C3D', ['delete', 'create'])]],
  ['the digest of a machine', [change(shape, ['delete', 'create'])]],
  ['a disk that is lacking', [change(disk, ['create'])]],
  ['the image of another release', [change(image, ['delete', 'create'])]],
  ['a network', [change(network, ['delete', 'create'])]],
  [
    'a host whose making failed',
    [change(container, ['delete', 'create'], { action_reason: 'replace_because_tainted' })],
  ],
])('a plan that changes %s is none of it', (_, changes) => {
  expect(judge(planOf(...changes), nobody, allBut())).toBeUndefined();
});

test.each([
  ['a container', [change(machine, ['create']), change(container, ['delete'])], true, container],
  ['a machine', [change(machine, ['delete']), change(container, ['create'])], false, machine],
] as const)(
  'where %s gives way to the other kind, it is what is there',
  (_, changes, is, domain) => {
    for (const order of [[...changes], [...changes].reverse()]) {
      expect(hostChanges(planOf(...order))).toMatchObject([
        { action: 'make anew', isContainer: is, domain, changesKind: true },
      ]);
    }
  },
);

test('a host that is not there may be made, made anew and given up', () => {
  for (const actions of [['create'], ['delete', 'create'], ['delete']] as Actions[]) {
    expect(judge(planOf(change(container, actions)), nobody, allBut('e1server'))).toBeUndefined();
  }
});

test('to be made anew is no permission to be removed, nor the other way round', () => {
  const remove = planOf(change(container, ['delete']));
  const anew = planOf(change(container, ['delete', 'create']));
  expect(hostsOf(remove, { replace: ['e1server'], remove: [] })).toHaveLength(1);
  expect(hostsOf(remove, { replace: [], remove: ['e1server'] })).toBeUndefined();
  expect(hostsOf(anew, { replace: [], remove: ['e1server'] })).toHaveLength(1);
});

test('data volumes are not deleted, whoever is named', () => {
  const plan = planOf(change(data, ['delete']), change(machine, ['delete']));
  const may = { replace: [], remove: ['e1server'] };
  expect(judge(plan, may, allBut())?.volumes).toHaveLength(1);
  expect(judge(plan, may, allBut(), { keepsData: true })).toBeUndefined();
});

test('under hosts that are held no network is made anew', () => {
  const plan = planOf(change(network, ['delete', 'create']));
  expect(judge(plan, nobody, allBut(), { held: ['e1server'] })?.networks).toEqual(['dmz']);
});

test('under machines that are held no image is made anew or removed', () => {
  for (const actions of [['delete', 'create'], ['delete']] as Actions[]) {
    const plan = planOf(change(image, actions));
    expect(judge(plan, nobody, allBut(), { held: ['e1server'] })?.images).toEqual([image]);
  }
});

describe('the refusal', () => {
  const textOf = (plan: Plan, presence = allBut()) =>
    refusalText(judge(plan, nobody, presence) as NonNullable<ReturnType<typeof judge>>);

  test('says what differs, and how each host is made anew', () => {
    const presence = { ...allBut(), differences: () => ['memory from 1024 to 1280 MiB'] };
    const text = textOf(recorded, presence);
    expect(text).toMatch(/^nothing was changed/);
    expect(text).toContain('gw1server would be made anew: memory from 1024 to 1280 MiB');
    expect(text).toContain('./stand up --replace gw1server\n  ./stand up --replace gw2server');
  });

  test('asks for all hosts in one run where more than their size differs', () => {
    const may = { replace: ['gw1server'], remove: [] };
    const refusal = judge(recorded, may, { ...allBut(), isResized: () => false });
    expect(refusalText(refusal as NonNullable<typeof refusal>)).toMatch(
      /all in one run,[\s\S]*\n {2}\.\/stand up --replace gw1server gw2server\n/,
    );
  });

  test('tells the settings of a machine from the plan', () => {
    const [before, after] = [
      { name: 'e1', memory: 1024 },
      { name: 'e1', memory: 1280 },
    ];
    const actions: Actions = ['delete', 'create'];
    const plan = planOf(change(machine, actions, { change: { actions, before, after } }));
    expect(textOf(plan)).toContain('e1server would be made anew: memory from 1024 to 1280 MiB');
  });

  test('asks for the state that knows a host before it says how to lose it', () => {
    const text = textOf(planOf(change(container, ['create'])));
    expect(text).toMatch(/`state` in stand\.config\.ts[\s\S]+\.\/stand up --replace e1server/);
  });

  test('says how a host is removed that is described no more', () => {
    expect(textOf(planOf(change(container, ['delete'])))).toContain('./stand up --remove e1server');
  });
});
