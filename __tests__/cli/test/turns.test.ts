import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const project = resolve(__dirname, '..', '..', '..');
const support = join(project, '__tests__', 'e2e', 'support');

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'turns-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Runs test files by name, as the end-to-end test runs its own. @returns what Jest said */
function runJest(files: Readonly<Record<string, string>>): { code: number | null; said: string } {
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  const runner = join(support, 'runner.js');
  const testSequencer = join(support, 'sequencer.js');
  const config = { transform: {}, maxWorkers: 2, runner, testSequencer };
  writeFileSync(join(root, 'jest.config.json'), JSON.stringify(config));
  for (const [name, body] of Object.entries(files)) {
    const tools = "const { existsSync, writeFileSync } = require('node:fs');";
    writeFileSync(join(root, `${name}.test.js`), `${tools} test('${name}', ${body}, 20_000);`);
  }
  const { status, stderr } = spawnSync('node_modules/.bin/jest', [], {
    cwd: root,
    encoding: 'utf8',
  });
  return { code: status, said: stderr };
}

/** A test that waits for another one, and then is over. */
const meeting = (mine: string, other: string) => `async () => {
  writeFileSync('${mine}', '');
  while (!existsSync('${other}')) await new Promise((resolve) => setTimeout(resolve, 50));
  await new Promise((resolve) => setTimeout(resolve, 300));
  writeFileSync('${mine} is over', '');
}`;

test('files of one number run side by side, and the next number waits for them', () => {
  const later =
    "() => { for (const one of 'ab') expect(existsSync(one + ' is over')).toBe(true); }";
  const { code, said } = runJest({
    '1-a': meeting('a', 'b'),
    '1-b': meeting('b', 'a'),
    '2-later': later,
    '10-last': later,
  });
  expect(said).toMatch(/Tests: +4 passed, 4 total/);
  expect(said.indexOf('2-later')).toBeLessThan(said.indexOf('10-last'));
  expect(code).toBe(0);
}, 60_000);
