import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, agentArguments } from '../../../controller/agent/agent';
import { needs } from '../../support/needs';

const test = needs('python3');

// On a busy machine Python takes its time to start.
jest.setTimeout(60_000);

const agents: Agent[] = [];
afterEach(() => {
  for (const agent of agents.splice(0)) agent.close();
});

/** An agent on this machine, by the command that is given. */
function startAgent(...command: readonly string[]): Agent {
  const [program = 'python3', ...args] = command;
  const agent = new Agent([program, ...(command.length > 0 ? args : agentArguments)]);
  agents.push(agent);
  return agent;
}

const script = (text: string, argument: unknown = null, folder: string | null = null) => ({
  ...{ name: 'test.py', script: text, argument, folder },
});

test('a script reads its argument and answers by what it prints', async () => {
  const text = 'import json, sys\nprint(json.dumps([json.load(sys.stdin), 1]))';
  const argument = { name: 'é', quotes: `'"\n` };
  const output = await startAgent().run(script(text, argument));
  expect(JSON.parse(output)).toEqual([argument, 1]);
});

test('scripts run side by side in one process', async () => {
  const agent = startAgent();
  const parent = script('import os\nprint(os.getppid())');
  const slow = script('import os, time\ntime.sleep(0.3)\nprint(os.getppid())');
  const order: string[] = [];
  const [one, other] = await Promise.all([
    agent.run(slow).then((pid) => order.push('slow') && pid),
    agent.run(parent).then((pid) => order.push('quick') && pid),
  ]);
  expect(one).toBe(other);
  expect(order).toEqual(['quick', 'slow']);
});

test('any amount of output comes back', async () => {
  expect(await startAgent().run(script(`print('x' * 3_000_000)`))).toHaveLength(3_000_001);
});

test.each([
  [`import sys\nsys.exit('the disk is gone')`, 'the disk is gone'],
  [`raise ValueError('not a number')`, 'ValueError: not a number'],
  [`import os, signal\nos.kill(os.getpid(), signal.SIGKILL)`, 'ended with status 9'],
  ['print(', 'SyntaxError'],
])('a script that fails rejects with its last words: %p', async (text, words) => {
  await expect(startAgent().run(script(text))).rejects.toThrow(words);
});

test('a script finds the modules of its own folder, and no others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'agent-'));
  writeFileSync(join(folder, 'neighbour.py'), 'word = "here"\n');
  const agent = startAgent();
  const text = 'import neighbour\nprint(neighbour.word)';
  expect(await agent.run(script(text, null, folder))).toBe('here\n');
  await expect(agent.run(script(text))).rejects.toThrow('neighbour');
  rmSync(folder, { recursive: true });
});

test('a connection that breaks rejects all that wait, by its own last words', async () => {
  const agent = startAgent('sh', '-c', 'echo ssh: no route to host >&2; exit 255');
  const asked = [agent.run(script('')), agent.run(script(''))];
  for (const answer of asked) await expect(answer).rejects.toThrow('ssh: no route to host');
});

test('a program that is not there is an error', async () => {
  await expect(startAgent('/no/such/program').run(script(''))).rejects.toThrow('/no/such/program');
});

test('after a broken connection the next question makes another', async () => {
  const agent = startAgent();
  const text = 'import os, signal\nos.kill(os.getppid(), signal.SIGKILL)';
  await expect(agent.run(script(text))).rejects.toThrow('python3 ended');
  expect(await agent.run(script('print(1)'))).toBe('1\n');
});

test('closing ends what still runs', async () => {
  const agent = startAgent();
  const endless = agent.run(script('import time\ntime.sleep(600)'));
  await agent.run(script('print(1)'));
  agent.close();
  await expect(endless).rejects.toThrow('python3 ended');
});

test('a script that is still running when the agent is closed opens no new connection', async () => {
  const agent = startAgent();
  await agent.run(script('print(1)'));
  agent.close();
  await expect(agent.run(script('print(2)'))).rejects.toThrow('is closed');
});

test('closing does not wait for one that does not listen', async () => {
  const agent = startAgent('sh', '-c', 'trap "" TERM; sleep 20 & wait');
  const unheard = agent.run(script(''));
  agent.close();
  await expect(unheard).rejects.toThrow('sh ended');
});
