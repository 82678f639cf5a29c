import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Durations } from '../../cli/durations';

let folder: string;
const file = () => join(folder, 'new', 'durations.json');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'durations-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a later run knows how long a part took, the last time that counts', () => {
  const first = new Durations(file());
  first.record('deploy', 268);
  first.record('deploy', 196.04);
  expect(new Durations(file()).of('deploy')).toBe(196);
});

test('commands that run side by side keep one another’s', () => {
  const [one, other] = [new Durations(file()), new Durations(file())];
  one.record('plan', 2);
  other.record('deploy', 120);
  expect([one.of('plan'), one.of('deploy')]).toEqual([2, 120]);
  expect(readdirSync(join(folder, 'new'))).toEqual(['durations.json']);
});

test('nothing is known of a part that never ended, nor from a file that is none of ours', () => {
  expect(new Durations(file()).of('deploy')).toBeUndefined();
  new Durations(file()).record('plan', 2);
  expect(new Durations(file()).of('constructor')).toBeUndefined();
  for (const text of ['not JSON', 'null']) {
    writeFileSync(file(), text);
    expect(new Durations(file()).of('plan')).toBeUndefined();
  }
});

test('where it cannot be kept, no command fails', () => {
  writeFileSync(join(folder, 'new'), 'a file is in the way of the folder');
  const durations = new Durations(file());
  expect(() => durations.record('plan', 2)).not.toThrow();
  expect(durations.of('plan')).toBeUndefined();
});
