import { buildStand } from '../../../model/build-stand';
import type { Host } from '../../../model/topology/hosts';
import type { Operator } from '../../../operations/operator';
import { rollingOrder } from '../../../operations/rolling/order';
import { updatesText, waits } from '../../../operations/rolling/pending';
import { roll } from '../../../operations/rolling/roll';
import { shipped } from '../../fixtures';

const stand = buildStand(shipped);
const hostOf = (name: string) => stand.hosts.find((host) => host.name === name) as Host;
const namesOf = (hosts: readonly Host[]) => hosts.map(({ name }) => name);

/** A stand of which psql1server is the primary until it hands over; tells what it was asked. */
function obedient(answers: Readonly<Record<string, unknown>> = {}) {
  const asked: string[] = [];
  let primary = 'psql1server';
  const member = (name: string) => ({
    name,
    role: name === primary ? 'leader' : 'sync_standby',
    state: name === primary ? 'running' : 'streaming',
  });
  const on = async ({ name }: Host, script: string, argument: { candidate: string }) => {
    if (script !== 'cluster.py') asked.push(`${name} ${[argument].flat().join(' ')}`);
    if (script === 'hand_over.py') primary = argument.candidate;
    if (script !== 'cluster.py') return answers[script];
    const members = ['psql1server', 'psql2server'].map(member);
    return { leads: name === primary, timeline: 1, members };
  };
  return { operator: { on } as never as Operator, asked };
}

/** Work that only tells what would be done. */
function work(asked: string[], look: (host?: Host) => Promise<void> = async () => {}) {
  return {
    act: async ({ name }: Host) => {
      asked.push(`${name} works`);
    },
    look,
    seconds: 0,
    tell: <Done>(_: string, step: () => Promise<Done>) => step(),
  };
}

test('who is missed least goes first, the primary after its standbys, the gateway last', () => {
  expect(namesOf(rollingOrder(stand, stand.hosts, hostOf('psql1server')))).toEqual([
    ...['bk1server', 'mon1server', 'e1server', 'e2server'],
    ...['psql2server', 'psql1server', 'gw1server'],
  ]);
});

test('a node is emptied before, and takes users again after; the primary hands over', async () => {
  const { operator, asked } = obedient();
  const hosts = ['psql1server', 'e1server', 'gw1server'].map(hostOf);
  expect(await roll(stand, operator, hosts, work(asked))).toMatchObject({ left: [] });
  expect(asked).toEqual([
    ...['e1server evacuate 20', 'e1server works', 'e1server await 120', 'e1server admit'],
    ...['psql1server [object Object]', 'psql1server works'],
    'gw1server works',
  ]);
});

test('the first host that does not get well ends it, and what is left is told', async () => {
  const { operator, asked } = obedient();
  const look = async (host?: Host) => {
    if (host?.name === 'mon1server') throw new Error('prometheus is failed');
  };
  const rolled = await roll(stand, operator, stand.hosts, work(asked, look));
  expect(namesOf(rolled.done)).toEqual(['bk1server']);
  expect(namesOf(rolled.left)[0]).toBe('mon1server');
  expect(rolled.left).toHaveLength(6);
  expect(rolled.fault).toBe('mon1server: prometheus is failed');
  expect(asked).toEqual(['bk1server works', 'mon1server works']);
});

test('a node takes users again also where the work failed', async () => {
  const { operator, asked } = obedient();
  const failing = {
    ...work(asked),
    act: async () => {
      throw new Error('no disk');
    },
  };
  const rolled = await roll(stand, operator, [hostOf('e2server')], failing);
  expect(rolled).toMatchObject({ done: [], fault: 'e2server: no disk' });
  expect(asked.at(-1)).toBe('e2server admit');
});

test('nothing is touched on a stand without hosts to work on', async () => {
  const { operator, asked } = obedient();
  expect(await roll(stand, operator, [], work(asked))).toEqual({ done: [], left: [] });
  expect(asked).toEqual([]);
});

describe('what waits', () => {
  const nothing = { host: 'e1server', refreshed: 0, packages: [], reboot: null, outdated: [] };
  const packages = [
    { name: 'openssl', from: '3.5.1-1', to: '3.5.1-2', security: true, since: 0 },
    { name: 'libnew', from: null, to: '1', security: false, since: 0 },
  ];

  test.each([
    [false, {}],
    [true, { packages }],
    [true, { reboot: 'wanted by linux-image' }],
    [true, { outdated: ['ssh.service'] }],
  ])('there is something to do: %p, of %p', (expected, change) => {
    expect(waits({ ...nothing, ...change })).toBe(expected);
  });

  test('is told with versions, and what is for security', () => {
    const text = updatesText([{ ...nothing, packages, outdated: ['ssh.service'] }]);
    expect(text).toBe(
      'e1server: 2 updates wait\n    openssl 3.5.1-1 → 3.5.1-2 (security)\n    libnew new → 1\n' +
        '    replaced code runs in ssh.service\n',
    );
  });
});

describe('a host that cannot hand over', () => {
  const on = async (host: Host, script: string, argument: string[]) => {
    if (argument?.[0] === 'evacuate') throw new Error(`${host.name} does not answer`);
    return obedient().operator.on(host, script, argument);
  };
  const operator = { on } as never as Operator;
  const mending = (asked: string[]) => ({
    ...work(asked),
    mend: ({ name }: Host, { message }: Error) => {
      asked.push(`${name} goes: ${message}`);
    },
  });

  test('ends the work', async () => {
    const asked: string[] = [];
    const rolled = await roll(stand, operator, [hostOf('e1server')], work(asked));
    expect(rolled).toMatchObject({ done: [], fault: 'e1server: e1server does not answer' });
    expect(asked).toEqual([]);
  });

  test('goes as it is where the work may mend it, and no other is touched', async () => {
    const asked: string[] = [];
    await roll(stand, operator, [hostOf('e1server')], mending(asked));
    expect(asked).toEqual(['e1server goes: e1server does not answer', 'e1server works']);
    const both = ['e1server', 'e2server'].map(hostOf);
    expect(await roll(stand, operator, both, mending(asked))).toMatchObject({ done: [] });
    expect(asked).toHaveLength(2);
  });
});
