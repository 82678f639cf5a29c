import { type Load, loadDocument } from '../../bench/load/document';
import { usedBetween } from '../../bench/load/processor-time';

const carried = (count: number) => ({
  count,
  seconds: 20,
  processor: 2,
  median: 0.004,
  worst: 0.0205,
});

const loaded = (server: string, count: number): Load => ({
  server,
  logins: carried(400),
  most: carried(count),
  processor: new Map([['e1server ejabberd.service', count / 1000]]),
  half: carried(count / 2),
  memory: 50 * 2 ** 20,
});

const text = loadDocument([loaded('one node', 8000), loaded('bare ejabberd', 16_000)], {
  pairs: 50,
  outstanding: 4,
  sessions: 1000,
});

test('the page compares what servers carry with the bare one', () => {
  expect(text).toContain('| one node | 20 | 400 | 0.50 | 4.00 ms | 20.50 ms | 50 MiB |');
  expect(text).toContain('| bare ejabberd | 20 | 800 | 1.00 | 4.00 ms | 20.50 ms | 50 MiB |');
});

test('the page tells what a message costs, part by part', () => {
  expect(text).toContain('| one node | e1server ejabberd.service | 1.00 ms |');
  expect(text).toContain('| bare ejabberd | the generator | 0.13 ms |');
});

test('what was used is what came since the first look', () => {
  const used = usedBetween(
    new Map([['e1server haproxy.service', 3]]),
    new Map([['e1server haproxy.service', 5]]),
  );
  expect(used).toEqual(new Map([['e1server haproxy.service', 2]]));
});
