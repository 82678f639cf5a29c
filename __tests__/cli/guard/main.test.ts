import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteChange } from '../../../cli/release/release-change';
import { needs } from '../../support/needs';

const root = join(__dirname, '../../..');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stack-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the guard says where the engine is a shell script. */
function guard(engine: string, configuration?: string, words: string[] = []) {
  const stack = join(folder, 'cdktf.out/stacks/stand');
  mkdirSync(stack, { recursive: true });
  if (configuration !== undefined) writeFileSync(join(stack, 'cdk.tf.json'), configuration);
  writeFileSync(join(folder, 'engine'), `#!/bin/sh\n${engine}\n`, { mode: 0o755 });
  const args = ['--require', join(root, 'run-typescript.js'), join(root, 'cli/guard/main.ts')];
  const { status, stderr } = spawnSync(
    process.execPath,
    [...args, join(folder, 'engine'), 'apply', '-auto-approve', ...words],
    { cwd: stack, encoding: 'utf8', timeout: 60_000 },
  );
  return { status, stderr };
}

test.each(['plan', 'show'])(
  'what the engine says on standard error of a failed %s is told',
  (command) => {
    const { status, stderr } = guard(
      `[ $1 != ${command} ] || { echo 'no provider' >&2; exit 7; }`,
      '{}',
    );
    expect({ status, stderr }).toEqual({ status: 7, stderr: 'no provider\n' });
  },
);

test.each<[behaviour: string, configuration: string | undefined]>([
  ['a folder without a stack', undefined],
  ['a stack that is not JSON', '{'],
  ['a plan that cannot be read', '{}'],
])('%s is reported without a stack trace', (_, configuration) => {
  const { status, stderr } = guard('echo nothing', configuration);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^(nothing was changed: the stack cannot be read|the engine printed no plan)/,
  );
  expect(stderr).not.toMatch(/^ +at /m);
});

test('a plan that loses nothing passes', () => {
  expect(guard(`echo '{"format_version":"1.2"}'`, '{}')).toEqual({ status: 0, stderr: '' });
});

test('a change of release that is half done is not interfered with', () => {
  noteChange(
    { data: join(folder, '.stand/data') },
    {
      ...{ from: 'bookworm', to: 'trixie', postgresql: 15, direction: 'forth', isDone: false },
      begun: '2030-01-02T03:04:05.678Z',
    },
  );
  const { status, stderr } = guard(`echo '{"format_version":"1.2"}'`, '{}');
  expect(stderr).toMatch(
    /^nothing was changed: the change .* from bookworm to trixie .* half done/,
  );
  expect(status).toBe(2);
});

needs('git')('a checkout that is behind the one which deployed last is refused', () => {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.org'];
  const git = (...args: string[]) =>
    execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' }).trim();
  git('init', '--quiet');
  for (const message of ['first', 'second'])
    git('commit', '--quiet', '--allow-empty', '--message', message);
  const value = {
    commit: git('rev-parse', 'HEAD'),
    committed: '2030-01-02T03:04:05Z',
    description: '',
  };
  git('reset', '--quiet', '--hard', 'HEAD~1');
  const last = { deployed: { value } };
  const engine = `
    [ $1 = output ] && echo '${JSON.stringify(last)}' || echo '{"format_version":"1.2"}'`;
  const { status, stderr } = guard(engine, '{}');
  expect(stderr).toMatch(/^nothing was changed: .* commit [0-9a-f]{12} /);
  expect(status).toBe(2);
});

test('an empty word is no plan that was saved', () => {
  const { stderr } = guard('[ $1 != plan ] || { echo "$@" >&2; exit 7; }', '{}', ['']);
  expect(stderr).toMatch(/^plan -input=false -out=\S+\n$/);
});
