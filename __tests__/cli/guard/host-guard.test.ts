import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, ResourceChange } from '../../../cli/engine/plan';
import { type HostChange, hostChanges } from '../../../cli/guard/host-changes';
import { type ExistingHosts, judge, refusalText } from '../../../cli/guard/host-guard';
import { nothing, requireInPlan } from '../../../cli/guard/permission';

// What Terraform 1.11 said of a stand of two containers whose memory was changed.
const recorded = JSON.parse(
  readFileSync(join(__dirname, 'plan-of-more-memory.json'), 'utf8'),
) as Plan;

/** Every host exists, except those that are named. */
function allBut(...absent: string[]): ExistingHosts {
  return {
    exists: ({ host }: HostChange) => !absent.includes(host),
    hasData: () => false,
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

const hostsOf = (plan: Plan, may = nothing, existing = allBut()) =>
  judge(plan, may, existing)?.hosts.map(({ host, action }) => [host, action]);

test('an edit that replaces hosts is refused, with each of them listed', () => {
  expect(hostsOf(recorded)).toEqual([
    ['gw1server', 'replace'],
    ['gw2server', 'replace'],
  ]);
});

test('only hosts that are named may be replaced', () => {
  expect(hostsOf(recorded, { ...nothing, replace: ['gw1server'] })).toEqual([
    ['gw2server', 'replace'],
  ]);
  const both = { ...nothing, replace: ['gw1server', 'gw2server'] };
  expect(judge(recorded, both, allBut())).toBeUndefined();
});

test.each<[behaviour: string, ResourceChange[], HostChange['action']]>([
  ['a container is removed', [change(container, ['delete'])], 'remove'],
  ['a container is forgotten', [change(container, ['forget'])], 'remove'],
  ['a container’s name is taken', [change(container, ['create'])], 'create'],
  ['a machine is removed', [change(machine, ['delete']), change(disk, ['delete'])], 'remove'],
  ['a machine is replaced', [change(machine, ['delete', 'create'])], 'replace'],
  [
    'a machine is created before the old one is deleted',
    [change(machine, ['create', 'delete'])],
    'replace',
  ],
  ['a disk is replaced', [change(disk, ['delete', 'create'])], 'replace'],
  ['a machine’s name is taken', [change(machine, ['create']), change(disk, ['create'])], 'create'],
  [
    'a container is replaced by a machine',
    [change(container, ['delete']), change(machine, ['create'])],
    'replace',
  ],
])('that %s is refused', (_, changes, action) => {
  expect(hostsOf(planOf(...changes))).toEqual([['e1server', action]]);
});

test.each<[behaviour: string, ResourceChange[]]>([
  ['nothing', [change(container, ['no-op']), change(machine, ['no-op'])]],
  ['a machine in place', [change(machine, ['update'])]],
  ['a service', [change('null_resource.services_base_0A1B2C3D', ['delete', 'create'])]],
  ['the digest of a machine', [change(shape, ['delete', 'create'])]],
  ['a missing disk', [change(disk, ['create'])]],
  ['the image of another release', [change(image, ['delete', 'create'])]],
  ['a network', [change(network, ['delete', 'create'])]],
  [
    'a host that could not be created',
    [change(container, ['delete', 'create'], { action_reason: 'replace_because_tainted' })],
  ],
])('a plan that changes %s is allowed', (_, changes) => {
  expect(judge(planOf(...changes), nothing, allBut())).toBeUndefined();
});

test.each([
  ['a container', [change(machine, ['create']), change(container, ['delete'])], true, container],
  ['a machine', [change(machine, ['delete']), change(container, ['create'])], false, machine],
] as const)(
  'where %s is replaced by the other kind, it counts as the existing host',
  (_, changes, is, domain) => {
    for (const order of [[...changes], [...changes].reverse()]) {
      expect(hostChanges(planOf(...order))).toMatchObject([
        { action: 'replace', isContainer: is, domain, changesKind: true },
      ]);
    }
  },
);

test('a host that does not exist may be created, replaced and removed', () => {
  for (const actions of [['create'], ['delete', 'create'], ['delete']] as Actions[]) {
    expect(judge(planOf(change(container, actions)), nothing, allBut('e1server'))).toBeUndefined();
  }
});

test('permission to replace a host is no permission to remove it, nor the other way round', () => {
  const remove = planOf(change(container, ['delete']));
  const replaced = planOf(change(container, ['delete', 'create']));
  expect(hostsOf(remove, { ...nothing, replace: ['e1server'] })).toHaveLength(1);
  expect(hostsOf(remove, { ...nothing, remove: ['e1server'] })).toBeUndefined();
  expect(hostsOf(replaced, { ...nothing, remove: ['e1server'] })).toHaveLength(1);
});

test('data volumes are not deleted, whichever hosts are named', () => {
  const plan = planOf(change(data, ['delete']), change(machine, ['delete']));
  const may = { ...nothing, remove: ['e1server'] };
  expect(judge(plan, may, allBut())?.volumes).toHaveLength(1);
  expect(judge(plan, may, allBut(), { keepsData: true })).toBeUndefined();
});

describe('a machine whose size is described otherwise', () => {
  const definition = 'null_resource.hosts_definitions__of_0A1B2C3D["e1server"]';
  const resized = planOf(change(machine, ['no-op']), change(definition, ['delete', 'create']));

  test('is restarted only where that is allowed', () => {
    expect(judge(resized, nothing, allBut())?.restarts).toEqual(['e1server']);
    expect(judge(resized, { ...nothing, restart: ['e1server'] }, allBut())).toBeUndefined();
  });

  test('is not restarted where it is new, nor is a container', () => {
    for (const actions of [['create'], ['delete', 'create']] as Actions[]) {
      const plan = planOf(change(machine, actions), change(definition, ['delete', 'create']));
      expect(
        judge(plan, { ...nothing, replace: ['e1server'] }, allBut('e1server')),
      ).toBeUndefined();
    }
    const plan = planOf(change(container, ['no-op']), change(definition, ['delete', 'create']));
    expect(judge(plan, nothing, allBut())).toBeUndefined();
  });

  test('what is allowed must be in the plan', () => {
    expect(() => requireInPlan(resized, { ...nothing, restart: ['e1server'] })).not.toThrow();
    expect(() => requireInPlan(resized, { ...nothing, remove: ['e3server'] })).toThrow(
      /does not do: remove:e3server; it does restart:e1server$/,
    );
    expect(() => requireInPlan({}, { ...nothing, replace: ['e1server'] })).toThrow(
      /it does nothing of the kind$/,
    );
  });
});

describe('the refusal', () => {
  const textOf = (plan: Plan, existing = allBut()) =>
    refusalText(judge(plan, nothing, existing) as NonNullable<ReturnType<typeof judge>>);

  test('says what differs, and how to replace the hosts', () => {
    const existing = { ...allBut(), differences: () => ['other interfaces or mounts'] };
    const text = textOf(recorded, existing);
    expect(text).toMatch(/^nothing was changed/);
    expect(text).toContain('gw1server would be replaced: other interfaces or mounts');
    expect(text).toContain('\n  ./stand up --allow replace:gw1server replace:gw2server\n');
  });

  test('asks for all hosts in one run, those that are named among them', () => {
    const refusal = judge(recorded, { ...nothing, replace: ['gw1server'] }, allBut());
    expect(refusalText(refusal as NonNullable<typeof refusal>)).toMatch(
      /all in one run:\n {2}\.\/stand up --allow replace:gw1server replace:gw2server\n/,
    );
  });

  test("reads the size of a machine's disk from the plan", () => {
    const [before, after] = [
      { name: 'e1', size: 1024 },
      { name: 'e1', size: 2048 },
    ];
    const actions: Actions = ['delete', 'create'];
    const plan = planOf(change(disk, actions, { change: { actions, before, after } }));
    expect(textOf(plan)).toContain('e1server would be replaced: size from 1024 to 2048 bytes');
  });

  describe('of another release of Debian', () => {
    const command = '\nFor another release of Debian: ./stand upgrade release, ';

    test('names the command for it: by the image of a machine, and by the shape of a container', () => {
      const [before, after] = [{ name: 'bookworm.qcow2' }, { name: 'trixie.qcow2' }];
      const actions: Actions = ['delete', 'create'];
      const other = change(image, actions, { change: { actions, before, after } });
      const text = textOf(planOf(other, change(machine, actions), change(disk, actions)));
      expect(text).toContain('e1server would be replaced: release from bookworm to trixie\n');
      expect(text).toContain(command);
      const differences = () => ['release from bookworm to trixie'];
      expect(textOf(recorded, { ...allBut(), differences })).toContain(command);
    });

    test('is told from another image of the same, and from other changes', () => {
      const actions: Actions = ['delete', 'create'];
      const plan = planOf(change(image, actions), change(machine, actions));
      expect(textOf(plan)).not.toContain(command);
      expect(textOf(recorded)).not.toContain(command);
    });
  });

  test('asks for the state that has a host before it says how to replace it', () => {
    const text = textOf(planOf(change(container, ['create'])));
    expect(text).toMatch(
      /`state` in stand\.config\.ts[\s\S]+\.\/stand up --allow replace:e1server/,
    );
  });

  test('says how to remove a host that is no longer described', () => {
    expect(textOf(planOf(change(container, ['delete'])))).toContain(
      './stand up --allow remove:e1server',
    );
  });
});
