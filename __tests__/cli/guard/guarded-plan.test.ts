import type { Context } from '../../../cli/context';
import type { Plan, ResourceChange } from '../../../cli/engine/plan';
import { guardedPlan } from '../../../cli/guard/guarded-plan';
import type { HalfDone } from '../../../cli/guard/half-done';
import { nothing } from '../../../cli/guard/permission';
import { buildStand } from '../../../model/build-stand';
import { shipped } from '../../fixtures';

type Actions = ResourceChange['change']['actions'];
const replaced: Actions = ['delete', 'create'];

function change(address: string, actions: Actions): ResourceChange {
  const [before, after] = [{ name: address }, { name: address }];
  return { address, type: address.split('.')[0] as string, change: { actions, before, after } };
}

const machine = (name: string) => change(`libvirt_domain.hosts_${name}_domain_0A1B2C3D`, replaced);

const none: HalfDone = { addresses: [], hosts: [], complete: [] };

let isDropped: boolean;

/** Plans with an engine that has a plan to show; e1server is named. */
function plan(resource_changes: ResourceChange[], unfinished = none) {
  isDropped = false;
  const engine = {
    plan: async (): Promise<Plan> => ({ resource_changes }),
    libvirts: () => [],
    dropPlan: () => {
      isDropped = true;
    },
  };
  const context = {
    engine,
    paths: { lab: '/nowhere', hosts: '/nowhere', data: '/nowhere' },
  } as unknown as Context;
  return guardedPlan(context, buildStand(shipped), ['e1server'], nothing, unfinished, [], () => {});
}

test('what a plan leaves as it is does not count as a change', async () => {
  const idle = [change('null_resource.a', ['no-op']), change('data.b', ['read'])];
  const { size } = await plan([
    machine('e1server'),
    ...idle,
    change('null_resource.c', ['create']),
  ]);
  expect(size).toBe(2);
});

test('a plan that replaces more than was named is refused, and not kept', async () => {
  await expect(plan([machine('e1server'), machine('mon1server')])).rejects.toThrow(
    './stand up --allow replace:e1server replace:mon1server',
  );
  expect(isDropped).toBe(true);
});

test('a host that a killed run left half done has nothing to hand over', async () => {
  expect(await plan([machine('e1server')])).toMatchObject({ replaced: ['e1server'] });
  const halfDone = { addresses: [], hosts: ['e1server'], complete: [] };
  expect(await plan([machine('e1server')], halfDone)).toMatchObject({ replaced: [] });
});
