import { randomBytes } from 'node:crypto';
import setUp from '../../test-stand/set-up';
import { ssh, tell, up } from '../../test-stand/stand';
import tearDown from '../../test-stand/tear-down';
import { type Load, loadDocument } from './document';
import { load, type People, register } from './generator';
import { processorTime, usedBetween } from './processor-time';
import { bare, oneNode, type Server, twoNodes } from './servers';

/** Pairs of people, and how many messages each has under way at once. */
const pairs = 50;
const outstanding = 4;
const seconds = 20;
const sessions = 1000;

/**
 * Deploys the shipped stand from a copy of this checkout, and loads it as well as a bare ejabberd.
 * @returns the document with what they carried
 */
export async function measureLoad(): Promise<string> {
  await setUp();
  try {
    await up();
    const people = {
      accounts: Array.from({ length: 2 * pairs }, (_, index) => `load${index + 1}`),
      password: randomBytes(16).toString('hex'),
    };
    const loads: Load[] = [];
    for (const server of [oneNode, twoNodes, bare]) loads.push(await measure(server, people));
    return loadDocument(loads, { pairs, outstanding, sessions });
  } finally {
    await tearDown();
  }
}

async function measure(server: Server, people: People): Promise<Load> {
  await server.start();
  await register(server, people);
  // First: what a node has used once it does not give back.
  const memory = await memoryOfSessions(server, people);
  const logins = await load(server, people, { kind: 'logins', workers: 16, seconds });
  await load(server, people, { kind: 'window', outstanding, seconds: 5 });
  let before: Promise<Map<string, number>> | undefined;
  const most = await load(server, people, { kind: 'window', outstanding, seconds }, () => {
    before = processorTime(server);
    // It is awaited when the load has ended.
    before.catch(() => {});
  });
  const processor = usedBetween(
    await (before as Promise<Map<string, number>>),
    await processorTime(server),
  );
  const rate = Math.round(most.count / most.seconds / 2);
  const half = await load(server, people, { kind: 'rate', rate, seconds });
  tell(`${server.name}: ${Math.round(most.count / most.seconds)} messages a second`);
  return { server: server.name, logins, most, processor, half, memory };
}

/** Bytes that a thousand sessions take of the nodes' memory. */
async function memoryOfSessions(server: Server, people: People): Promise<number> {
  const before = await memoryOf(server);
  const held = load(server, people, { kind: 'sessions', count: sessions, seconds: 15 });
  let most = before;
  const ended = held.then(() => true);
  const pause = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), 2000));
  while (!(await Promise.race([ended, pause()]))) most = Math.max(most, await memoryOf(server));
  return ((most - before) / sessions) * 1000;
}

/** Bytes that the nodes' Erlang machines hold. */
async function memoryOf({ senders, receivers }: Server): Promise<number> {
  const command = "cat /proc/$(pgrep -o beam.smp)/status | awk '/^VmRSS/ { print $2 }'";
  const sizes: number[] = [];
  for (const host of new Set([senders, receivers])) sizes.push(Number(await ssh(host, command)));
  return sizes.reduce((sum, size) => sum + size, 0) * 1024;
}
