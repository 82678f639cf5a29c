import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Context } from '../../../cli/context';
import { Progress } from '../../../cli/progress';
import { runSuites } from '../../../cli/test/run-suites';
import type { Suite } from '../../../cli/test/suites';

let root: string;
let lines: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'suites-'));
  lines = [];
});
afterEach(() => rmSync(root, { recursive: true }));

function runThem(suites: readonly Suite[], files?: readonly string[], isKept = false) {
  const progress = new Progress();
  progress.line = (text) => lines.push(text);
  const context = { paths: { root, runtime: join(root, '.stand') }, progress } as Context;
  return runSuites(
    context,
    suites.map((suite) => ({ suite, files })),
    isKept,
  );
}

const shell = (name: string, script: string, more: Partial<Suite> = {}): Suite => ({
  ...{ name, title: name, command: ['sh', '-c', script] },
  ...more,
});

describe('a suite that Jest runs', () => {
  const command = ['node_modules/.bin/jest', '--runInBand'];
  const suite: Suite = { name: 'small', title: 'a small suite', command, jest: true };
  const path = (name: string) => join(root, `${name}.test.js`);
  const results = (name: string) =>
    readFileSync(join(root, '.stand', 'test-results', name), 'utf8');

  beforeEach(() => {
    symlinkSync(resolve(__dirname, '..', '..', '..', 'node_modules'), join(root, 'node_modules'));
    writeFileSync(join(root, 'jest.config.js'), 'module.exports = { transform: {} };');
    writeFileSync(
      path('mixed'),
      `test('holds', () => new Promise((resolve) => setTimeout(resolve, 300)));
       test('does not hold', () => expect(1).toBe(2));
       test.skip('is left out', () => {});`,
    );
    writeFileSync(path('broken'), "require('./nowhere');");
  });

  it('is counted and timed by test, and a file that does not load is a failure', async () => {
    const { timed, ...counts } = await runThem([suite]);
    expect(counts).toEqual({ passed: 1, failed: 2, skipped: 1 });
    expect(timed.map(({ name, file }) => [name, file])).toEqual([
      ['holds', path('mixed')],
      ['does not hold', path('mixed')],
    ]);
    expect(timed[0]?.seconds).toBeGreaterThanOrEqual(0.29);
    const xml = results('small.xml');
    expect(xml).toMatch(/<testsuites name="a small suite" tests="\d" failures="1" errors="1"/);
    expect(xml).toMatch(
      /<testcase classname="\S*mixed\.test\.js" name=" ?does not hold"[^>]*>\s*<failure>/,
    );
    expect(xml).toMatch(/<testsuite name="\S*broken\.test\.js" errors="1"/);
  }, 120_000);

  it('runs the chosen files alone, and leaves nothing of an earlier run', async () => {
    await runThem([suite]);
    const other = { ...suite, name: 'other' };
    expect(await runThem([other], [path('broken')])).toMatchObject({ passed: 0, failed: 1 });
    expect(readdirSync(join(root, '.stand', 'test-results'))).toEqual(['other.json', 'other.xml']);
    expect(results('other.xml')).not.toContain('mixed');
  }, 120_000);
});

test('another program counts as one test, and a failed one does not keep the next from running', async () => {
  const results = await runThem([shell('first', 'exit 3'), shell('second', 'echo it runs')]);
  expect(results).toEqual({ passed: 1, failed: 1, skipped: 0, timed: [] });
  expect(lines).toContain('it runs');
});

test('what fetches comes before what needs it', async () => {
  const fetching = shell('get', 'sleep 0.2; touch got', { fetchesFor: 'need' });
  const results = await runThem([shell('need', 'test -e got'), fetching]);
  expect(results).toMatchObject({ passed: 2, failed: 0 });
});

test('what takes longest begins beside the unit tests', async () => {
  const meet = (mine: string, other: string) =>
    `touch ${mine}; for i in $(seq 100); do test -e ${other} && exit 0; sleep 0.1; done; exit 1`;
  const results = await runThem([
    shell('unit', meet('here', 'there')),
    shell('long', meet('there', 'here'), { deploys: 'machines', beside: true, atOnce: true }),
  ]);
  expect(results).toMatchObject({ passed: 2, failed: 0 });
}, 30_000);

test('a stand is kept only when it is said, whatever the shell has set', async () => {
  const script = 'echo "kept: $STAND_E2E_KEEP, first: $STAND_E2E_DEPLOY"';
  const suite = shell('deploying', script, { deploys: 'containers' });
  process.env.STAND_E2E_KEEP = 'true';
  await runThem([suite]);
  delete process.env.STAND_E2E_KEEP;
  await runThem([suite], undefined, true);
  expect(lines.filter((line) => line.startsWith('kept'))).toEqual([
    'kept: false, first: false',
    'kept: true, first: false',
  ]);
});
