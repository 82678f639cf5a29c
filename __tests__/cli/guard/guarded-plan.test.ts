import type { Context } from '../../../cli/context';
import type { Plan, ResourceChange } from '../../../cli/engine/plan';
import { guardedPlan } from '../../../cli/guard/guarded-plan';
import { synth } from '../../../synth/synth';

jest.mock('../../../synth/synth', () => ({ synth: jest.fn() }));
beforeEach(() => jest.mocked(synth).mockClear());

type Actions = ResourceChange['change']['actions'];
const replaced: Actions = ['delete', 'create'];

function change(address: string, actions: Actions, more: object = {}): ResourceChange {
  const [before, after] = [
    { name: address, memory: 1024 },
    { name: address, memory: 1280, ...more },
  ];
  return { address, type: address.split('.')[0] as string, change: { actions, before, after } };
}

const machine = (name: string, more?: object) =>
  change(`libvirt_domain.hosts_${name}_domain_0A1B2C3D`, replaced, more);
const shape = (name: string) => change(`null_resource.hosts_${name}_shape_0A1B2C3D`, replaced);
const network = change('libvirt_network.networks_dmz_0A1B2C3D', replaced);
const image = change('libvirt_volume.storage_lab_base_0A1B2C3D', replaced);

/** Plans with an engine that has these plans to show, one after another; e1server is named. */
function plan(plans: ResourceChange[][], replace = ['e1server'], held?: string[]) {
  const engine = {
    plan: async (): Promise<Plan> => ({ resource_changes: plans.shift() as ResourceChange[] }),
    libvirts: () => [],
    dropPlan: () => {},
  };
  const context = { engine, paths: { lab: '/nowhere', hosts: '/nowhere' } } as unknown as Context;
  const none = { addresses: [], hosts: [], complete: [] };
  return guardedPlan(context, { replace, remove: [] }, none, [], held);
}

test('others are held where only their size differs', async () => {
  const { held } = await plan([[machine('e1server'), machine('e2server')], [machine('e1server')]]);
  expect(held).toEqual(['e2server']);
  expect(jest.mocked(synth).mock.calls[0]?.[2]).toEqual({ held: ['e2server'] });
});

test('what a plan leaves as it is does not count as a change', async () => {
  const idle = [change('null_resource.a', ['no-op']), change('data.b', ['read'])];
  const { size } = await plan([
    [machine('e1server'), ...idle, change('null_resource.c', ['create'])],
  ]);
  expect(size).toBe(2);
});

test('those that are held already are kept in mind, and others held beside them', async () => {
  const named = [machine('e1server')];
  expect((await plan([named], undefined, ['e2server'])).held).toEqual(['e2server']);
  const more = await plan([[...named, machine('e3server')], named], undefined, ['e2server']);
  expect(more.held).toEqual(['e2server', 'e3server']);
  await expect(plan([[...named, network]], undefined, ['e2server'])).rejects.toThrow('network dmz');
});

test.each<[behaviour: string, ResourceChange[]]>([
  ['its addresses or release', [machine('e2server'), shape('e2server')]],
  ['its kind of hypervisor', [machine('e2server', { type: 'kvm' })]],
])('nobody is held where what differs is %s', async (_, changes) => {
  await expect(plan([[machine('e1server'), ...changes]])).rejects.toThrow(
    './stand up --replace e1server e2server',
  );
  expect(synth).not.toHaveBeenCalled();
});

test('no host is kept as it is unless another one is named', async () => {
  await expect(plan([[machine('e1server')]], [])).rejects.toThrow('nothing was changed');
  expect(synth).not.toHaveBeenCalled();
});

test('the image is not taken from under hosts that are held', async () => {
  const both = [machine('e1server'), machine('e2server')];
  await expect(plan([both, [machine('e1server'), image]])).rejects.toThrow(
    'name every host after --replace',
  );
});
