import { networkProbes } from '../../../checks/network';
import { buildStand } from '../../../model/build-stand';
import { twoGateways } from '../../fixtures';
import { answering, look } from '../answers';

const stand = buildStand(twoGateways);
const sound: Readonly<Record<string, readonly string[]>> = {
  e1server: ['203.0.113.2', '203.0.113.10'],
  e2server: ['203.0.113.3', '203.0.113.11'],
  gw1server: ['192.168.1.4', '192.168.1.1', '192.168.1.18', '192.168.1.17'],
  gw2server: ['192.168.1.5', '192.168.1.19'],
};

/** What is seen where hosts have these addresses; a host without any does not answer. */
async function seen(change: Readonly<Record<string, readonly string[] | undefined>>) {
  const { tools } = answering({
    'network.py': (host: string) => {
      const addresses = { ...sound, ...change }[host];
      return addresses ? { addresses } : new Error('no answer');
    },
  });
  const probes = networkProbes(stand, tools).filter(({ name }) => /^floating /.test(name));
  const all = await Promise.all(
    probes.map(async ({ name }) => [name, await look(probes, name)] as const),
  );
  return Object.fromEntries(all.filter(([, { ok }]) => !ok).map(([name, { saw }]) => [name, saw]));
}

test('every address that stays is asked for, and its owner has it', async () => {
  const { tools } = answering({});
  const names = networkProbes(stand, tools).map(({ name }) => name);
  expect(names.filter((name) => /^floating /.test(name))).toEqual([
    'floating address of e1server in public',
    'floating address of e2server in public',
    'floating address of gw1server in dmz',
    'floating address of gw1server in internal',
  ]);
  expect(await seen({})).toEqual({});
});

test('an address that another host has is told, with what is wrong with the owner', async () => {
  expect(await seen({ e1server: undefined, e2server: ['203.0.113.10', '203.0.113.11'] })).toEqual({
    'floating address of e1server in public': 'e2server has it; e1server does not answer',
  });
});

test('an address that two hosts have, or none, is told', async () => {
  expect(
    await seen({ e2server: ['203.0.113.10', '203.0.113.11'], gw1server: ['192.168.1.17'] }),
  ).toEqual({
    'floating address of e1server in public': 'e1server and e2server have it',
    'floating address of gw1server in dmz': 'nobody has it',
  });
});

test('an address of somebody else does not count for one that begins like it', async () => {
  expect(await seen({ e1server: ['203.0.113.100'] })).toEqual({
    'floating address of e1server in public': 'nobody has it',
  });
});

test('a host that stands in and does not answer is for its own probes', async () => {
  expect(await seen({ gw2server: undefined })).toEqual({});
});
