import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Durations } from '../../cli/durations';
import { Progress } from '../../cli/progress';

let folder: string;
let durations: Durations;
let lines: string[];
let progress: Progress;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'progress-'));
  durations = new Durations(join(folder, 'durations.json'));
  lines = [];
  progress = new Progress(durations);
  progress.line = (text) => lines.push(text.replace(/\(\d+\.\d s\)/, '(TIME)'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each([
  [9.9, '… deploy'],
  [42.4, '… deploy, about 42 s as of the last run'],
  [121, '… deploy, about 2 min as of the last run'],
])('what took %d s begins with: %s', async (seconds, expected) => {
  durations.record('deploy', seconds);
  await progress.phase('deploy', () => {});
  expect(lines[0]).toBe(expected);
});

test('a part is compared with runs of its kind', async () => {
  durations.record('deploy: 30 changes', 120);
  await progress.phase('deploy', () => {}, { kind: 'deploy: 1 changes' });
  await progress.phase('deploy', () => {}, { kind: 'deploy: 30 changes' });
  expect(lines).toEqual([
    '… deploy',
    '✓ deploy (TIME)',
    '… deploy, about 2 min as of the last run',
    '✓ deploy (TIME)',
  ]);
});

test('how long it took is kept where it succeeded, and only there', async () => {
  await progress.phase('good', () => {});
  await progress.phase('bad', () => 1, { succeeded: (code) => code === 0 });
  await expect(progress.phase('worse', () => Promise.reject(new Error('no')))).rejects.toThrow();
  expect(['good', 'bad', 'worse'].map((name) => durations.of(name))).toEqual([
    expect.any(Number),
    undefined,
    undefined,
  ]);
  expect(lines.filter((line) => line.startsWith('✗'))).toEqual(['✗ bad (TIME)', '✗ worse (TIME)']);
});

test('what ends says what is still awaited beside it', async () => {
  const ends: (() => void)[] = [];
  const names = ['python', 'engine', 'providers', 'image', 'Grafana'];
  const all = names.map((name) =>
    progress.phase(name, () => new Promise<void>((resolve) => ends.push(resolve))),
  );
  for (const [index, end] of ends.entries()) {
    end();
    await all[index];
  }
  expect(lines.filter((line) => line.startsWith('✓'))).toEqual([
    '✓ python (TIME); waiting for engine, providers, image, 1 more',
    '✓ engine (TIME); waiting for providers, image, Grafana',
    '✓ providers (TIME); waiting for image, Grafana',
    '✓ image (TIME); waiting for Grafana',
    '✓ Grafana (TIME)',
  ]);
});
