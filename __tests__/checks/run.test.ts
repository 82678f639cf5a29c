import type { Probe } from '../../checks/probe';
import { runProbes } from '../../checks/run';

const probe = (name: string, run: Probe['run']): Probe => ({
  group: 'hosts',
  name,
  expected: 'that it holds',
  next: 'true',
  run,
});
const holds = probe('one', async () => ({ ok: true, saw: 'it holds' }));
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('an outcome tells what the probe is, what it saw and how long it took', async () => {
  const [outcome] = await runProbes([holds], 5);
  const { run: _, ...described } = holds;
  const seconds = expect.any(Number);
  expect(outcome).toEqual({ ...described, ok: true, saw: 'it holds', seconds });
});

test.each([
  ['a rejection', async () => Promise.reject(new Error('the host is gone'))],
  [
    'an exception',
    () => {
      throw new Error('the host is gone');
    },
  ],
])('a probe that ends with %s has failed, and the others go on', async (_, run) => {
  const outcomes = await runProbes([probe('two', run), holds], 5);
  expect(outcomes).toMatchObject([{ ok: false, saw: 'the host is gone' }, { ok: true }]);
});

test('a probe that does not end has failed after its time', async () => {
  const [outcome] = await runProbes([probe('two', () => new Promise(() => {}))], 0.05);
  expect(outcome).toMatchObject({ ok: false, saw: 'no answer within 0.05 s' });
});

test('probes run in parallel, and are reported in their own order', async () => {
  let [running, most] = [0, 0];
  const slow = (name: string, milliseconds: number) =>
    probe(name, async () => {
      most = Math.max(most, ++running);
      await pause(milliseconds);
      running--;
      return { ok: true, saw: 'it' };
    });
  const outcomes = await runProbes([slow('last', 30), slow('first', 1)], 5);
  expect(most).toBe(2);
  expect(outcomes.map(({ name }) => name)).toEqual(['last', 'first']);
});
