import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'state-key-')), 'password');
});
afterEach(() => rmSync(resolve(file, '..'), { recursive: true }));

function ask() {
  const program = resolve(__dirname, '../../toolchain/state-key');
  return spawnSync(program, [file], { encoding: 'utf8', input: 'null' });
}

/** The key that is made of a file's text. */
function keyOf(text: string): Buffer {
  writeFileSync(file, text);
  const { stdout } = ask();
  const [header, answer] = stdout.split('\n') as [string, string];
  expect(JSON.parse(header)).toEqual({ magic: 'OpenTofu-External-Key-Provider', version: 1 });
  const { keys } = JSON.parse(answer);
  expect(keys.decryption_key).toBe(keys.encryption_key);
  return Buffer.from(keys.encryption_key, 'base64');
}

test('a password makes one key, however its file ends', () => {
  const key = keyOf('correct horse battery staple\n');
  expect(key).toHaveLength(32);
  expect(keyOf('correct horse battery staple')).toEqual(key);
  expect(keyOf('incorrect horse battery staple')).not.toEqual(key);
});

test('without the file there is no key, but what to do', () => {
  const { status, stdout, stderr } = ask();
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain(file);
  expect(stderr).toMatch(/get the file from those who deploy this stand/);
});
