import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const script = resolve('ansible/roles/ejabberd/files/retention');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'retention-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs it where ejabberd says that of its deletion, one after another. @returns how it ended, and what it asked */
function run(node: string, statuses: readonly string[], days = 90) {
  const answers = statuses.map((text, index) => `${index}) echo '${text}';;`).join(' ');
  const ejabberdctl = `#!/bin/sh
cd ${folder}
echo "$@" >> asked
case $1 in
  list_cluster) printf 'ejabberd@e2server\\nejabberd@e1server\\n';;
  *_status)
    count=$(cat count 2> /dev/null || echo 0)
    echo $((count + 1)) > count
    case $count in ${answers} esac;;
esac`;
  writeFileSync(join(folder, 'ejabberdctl'), ejabberdctl);
  chmodSync(join(folder, 'ejabberdctl'), 0o755);
  const env = { PATH: `${folder}:${process.env.PATH}` };
  const { status, stdout } = spawnSync(script, [node, 'domain.local', `${days}`], {
    ...{ env, encoding: 'utf8' },
  });
  const file = join(folder, 'asked');
  const asked = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return { status, stdout, asked };
}

test('the first node deletes, and waits until it is done', () => {
  const done = 'Operation was completed after deleting 300 messages';
  const progress = 'Operation in progress, deleted 100 messages';
  const { status, stdout, asked } = run('ejabberd@e1server', [progress, done]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: `${done}\n` });
  expect(asked.slice(0, 2)).toEqual([
    'list_cluster',
    'delete_old_mam_messages_batch domain.local all 90 100 6000',
  ]);
  expect(asked.filter((command) => command.includes('_status'))).toHaveLength(2);
});

test('another one leaves it to that', () => {
  const { status, stdout, asked } = run('ejabberd@e2server', []);
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'ejabberd@e1server does it\n' });
  expect(asked).toEqual(['list_cluster', '']);
});

test.each([
  'Operation failed after deleting 100 messages with error timeout',
  'Operation was aborted after deleting 100 messages',
  'Operation not started',
])('it fails, and says why: %s', (text) => {
  const { status, stdout } = run('ejabberd@e1server', [text]);
  expect({ failed: status !== 0, stdout }).toEqual({ failed: true, stdout: `${text}\n` });
});

test('where they are kept for ever, ejabberd is asked nothing', () => {
  const { status, stdout, asked } = run('ejabberd@e1server', [], 0);
  expect({ status, stdout, asked }).toEqual({
    ...{ status: 0, stdout: 'messages are kept for ever\n', asked: [] },
  });
});
