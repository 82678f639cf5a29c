import { messagingProbes } from '../../checks/messaging';
import { buildStand } from '../../model/build-stand';
import type { StandConfig } from '../../model/description/config';
import { xmppScript } from '../../xmpp/scripts';
import { onlyHosts, shipped, threeNodes, vary } from '../fixtures';
import { answering, look } from './answers';

const script = xmppScript('messaging.py');

interface Task {
  readonly nodes: Record<string, string>;
  readonly probes: readonly (readonly string[])[];
}

/** Every probe holds. */
const sound = {
  [script]: (_: string, { probes }: Task) => probes.map(([name]) => ({ ok: true, saw: name })),
};

test('each way in is tried on each node, and each node sends to the next', () => {
  const names = messagingProbes(buildStand(threeNodes), answering(sound).tools).map(
    ({ name }) => name,
  );
  expect(names).toEqual(
    expect.arrayContaining(['login over STARTTLS on e3server', 'STUN on e1server']),
  );
  expect(names.filter((name) => name.startsWith('message'))).toEqual([
    'message from e1server to e2server',
    'message from e2server to e3server',
    'message from e3server to e1server',
  ]);
  expect(names).toContain('TURN from e3server to e1server');
  expect(new Set(names).size).toBe(names.length);
});

test('a single node sends to itself', () => {
  const alone = onlyHosts(['e1server', 'psql1server', 'gw1server']);
  const names = messagingProbes(buildStand(alone), answering(sound).tools).map(({ name }) => name);
  expect(names).toContain('message from e1server to e1server');
});

test('a file is to be had on the next node too', () => {
  const probes = messagingProbes(buildStand(threeNodes), answering(sound).tools);
  expect(probes.map(({ name }) => name)).toContain('file from e3server to e1server');
});

test('browsers come only where there are pages for them', () => {
  const namesOf = (config: StandConfig) =>
    messagingProbes(buildStand(config), answering(sound).tools).map(({ name }) => name);
  expect(namesOf(shipped)).toContain('web chat on e2server');
  expect(namesOf(vary({ webChat: false }))).not.toContain('web chat on e2server');
});

test('a stand without ejabberd is not asked', () => {
  const without = onlyHosts(['psql1server', 'gw1server']);
  expect(messagingProbes(buildStand(without), answering({}).tools)).toEqual([]);
});

test('each probe tells what came of its own try', async () => {
  const { tools } = answering({
    [script]: (_: string, { probes }: Task) =>
      probes.map((probe) => ({ ok: probe[1] !== 'e2server', saw: probe.join() })),
  });
  const probes = messagingProbes(buildStand(shipped), tools);
  const over = (node: string) => look(probes, `login over BOSH on ${node}`);
  expect(await over('e1server')).toEqual({ ok: true, saw: 'BOSH,e1server' });
  expect(await over('e2server')).toEqual({ ok: false, saw: 'BOSH,e2server' });
});

test('the password is named and never told, and all probes share one question', async () => {
  const { tools, asked } = answering(sound);
  for (const { run } of messagingProbes(buildStand(shipped), tools)) await run();
  expect(new Set(asked.map((question) => JSON.stringify(question))).size).toBe(1);
  expect(asked[0]).toMatchObject({
    secrets: ['ejabberd_stand_check_password'],
    argument: {
      account: 'stand-check',
      nodes: { e1server: '192.168.121.10' },
      ports: {
        clients: 5222,
        clientsTls: 5223,
        servers: 5269,
        serversTls: 5270,
        proxy: 7777,
        https: 5443,
        mqtt: 1883,
        web: 443,
        redirect: 80,
        turn: 3478,
        turnTls: 5349,
      },
    },
  });
});

test('an uploaded file is taken away from all nodes', async () => {
  const { tools, asked } = answering({
    [script]: (_: string, { probes }: Task) =>
      probes.map(() => ({ ok: true, saw: 'there and back', file: '/upload/a/b/c.txt' })),
    'remove_upload.py': null,
  });
  const found = await look(messagingProbes(buildStand(shipped), tools), 'file upload on e2server');
  expect(found).toEqual({ ok: true, saw: 'there and back' });
  const argument = '/var/lib/ejabberd/upload/a/b/c.txt';
  expect(asked.slice(1)).toEqual(
    ['e2server', 'e1server'].map((place) => ({ place, script: 'remove_upload.py', argument })),
  );
});
