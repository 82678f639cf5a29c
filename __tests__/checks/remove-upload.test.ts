import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { needs } from '../support/needs';

const test = needs('python3');

const script = resolve(__dirname, '..', '..', 'checks', 'guest', 'remove_upload.py');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uploads-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Makes a file in a folder of its own, as ejabberd does. */
function upload(name: string, hoursAgo = 0): string {
  const own = join(folder, name);
  mkdirSync(own);
  const file = join(own, 'stand-check.txt');
  writeFileSync(file, 'text');
  const then = Date.now() / 1000 - hoursAgo * 3600;
  utimesSync(own, then, then);
  return file;
}

function remove(file: string) {
  return spawnSync('python3', [script], { input: JSON.stringify(file), encoding: 'utf8' });
}

test('an upload is removed with its folder, and so are those of checks that were killed', () => {
  const [own, another, old] = [upload('own'), upload('another'), upload('old', 2)];
  expect(remove(own)).toMatchObject({ status: 0, stdout: 'null\n' });
  expect([own, another, old].map((file) => existsSync(resolve(file, '..')))).toEqual([
    false,
    true,
    false,
  ]);
});

test('an account without a folder is not how an upload was', () => {
  const { status, stderr } = remove(join(folder, 'user', 'own', 'stand-check.txt'));
  expect(status).not.toBe(0);
  expect(stderr).toContain('FileNotFoundError');
});
