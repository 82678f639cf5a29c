import { join } from 'node:path';
import { StandTools } from '../../checks/stand-tools';
import { buildStand } from '../../model/build-stand';
import { hostOf, shipped } from '../fixtures';

// On a busy machine Python takes its time to start.
jest.setTimeout(60_000);

const e1server = hostOf(buildStand(shipped), 'e1server');
const e2server = hostOf(buildStand(shipped), 'e2server');

/** Tools whose hosts are all this machine; connections are counted. */
function tools() {
  const connections: string[] = [];
  const made = new StandTools({
    onHost: ({ name }, command) => {
      connections.push(name);
      return ['sh', '-c', command.replace(/^sudo /, '')];
    },
    here: ([program = '', ...args]) => [program, ...args],
    python: 'python3',
    vaultFile: '/no/vault.yml',
    vaultPasswordFile: '/no/password',
    caDirectory: '/stand/ca',
    clientAuthority: '/stand/clients.pem',
  });
  return { made, connections };
}

test('a script of checks/guest answers by JSON, on a host and here', async () => {
  const { made } = tools();
  const now = Date.now() / 1000;
  expect(await made.ask(e1server, 'clock.py')).toBeGreaterThanOrEqual(now);
  expect(await made.askHere('clock.py')).toBeGreaterThanOrEqual(now);
  made.close();
});

test('the same question is asked once, until it is forgotten', async () => {
  const { made } = tools();
  const first = await made.ask(e1server, 'clock.py', 1);
  expect(await made.ask(e1server, 'clock.py', 1)).toBe(first);
  expect(await made.ask(e1server, 'clock.py', 2)).not.toBe(first);
  expect(await made.ask(e2server, 'clock.py', 1)).not.toBe(first);
  made.forget();
  expect(await made.ask(e1server, 'clock.py', 1)).not.toBe(first);
  made.close();
});

test('a script that cannot do its work says why', async () => {
  const { made } = tools();
  const asked = made.ask(e1server, 'reach.py', { tcp: 'what' });
  await expect(asked).rejects.toThrow('ValueError');
  made.close();
});

test('secrets without a vault to take them from are an error', async () => {
  const { made } = tools();
  await expect(made.askHere('clock.py', {}, ['account_password'])).rejects.toThrow(
    /No module named|No such file/,
  );
  made.close();
});

test('the authority’s certificate is beside its key', () => {
  expect(tools().made.authority).toBe(join('/stand/ca', 'ca.crt'));
});
