import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { needs } from '../support/needs';

const python = resolve(__dirname, '..', '..', '.stand', 'toolchain', 'python', 'bin', 'python3');
const test = needs(python);

// The records lie in a fixed place of a host: here they get a folder of the test's own.
const run = `
import json, sys
sys.path.insert(0, ${JSON.stringify(resolve('ansible', 'library'))})
import text_files
from ansible.module_utils import basic
from ansible.module_utils.testing import patch_module_args
arguments = json.load(sys.stdin)
text_files.RECORDS = arguments.pop('records')
with patch_module_args(arguments):
    text_files.main()
`;

let folder: string;
const inside = (...names: string[]) => join(folder, ...names);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'text-files-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

interface Result {
  readonly failed?: boolean;
  readonly changed?: boolean;
  readonly msg?: string;
  readonly paths?: readonly string[];
}

interface Flags {
  readonly check?: boolean;
}

/** Runs the module on one file. @returns what it reports */
function write(file: object, { check = false }: Flags = {}): Result {
  const user = userInfo().username;
  const input = JSON.stringify({
    records: inside('records'),
    files: [{ path: inside('etc', 'service.conf'), owner: user, group: user, ...file }],
    _ansible_check_mode: check,
    _ansible_remote_tmp: inside('remote'),
  });
  const env = { PATH: process.env.PATH, TMPDIR: folder };
  const { stdout, stderr } = spawnSync(python, ['-c', run], { input, env, encoding: 'utf8' });
  if (!stdout.startsWith('\n{')) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Paths of all files below the folder of the test. */
function left(): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

const secret = { secret: 'password: generated', mode: '0600' };

test('writes a file with its mode, and nothing a second time', () => {
  expect(write(secret)).toMatchObject({ changed: true, paths: [inside('etc', 'service.conf')] });
  expect(readFileSync(inside('etc', 'service.conf'), 'utf8')).toBe(secret.secret);
  expect(statSync(inside('etc', 'service.conf')).mode & 0o777).toBe(0o600);
  expect(write(secret)).toMatchObject({ changed: false, paths: [] });
});

test('leaves nothing behind but the file and its record', () => {
  write(secret);
  expect(left().sort()).toEqual([
    inside('etc', 'service.conf').replaceAll('/', '%2F'),
    'service.conf',
  ]);
});

test('of a secret whose owner is not there yet, nobody else may read what is written', () => {
  const { failed } = write({ ...secret, owner: 'nobody-of-this-name' });
  expect(failed).toBe(true);
  expect(statSync(inside('etc', 'service.conf')).mode & 0o777).toBe(0o600);
});

test('leaves nothing behind after a look', () => {
  expect(write(secret, { check: true })).toMatchObject({ changed: true });
  expect(left()).toEqual([]);
});

test.each([false, true])('leaves nothing behind of a file that is refused (look: %s)', (check) => {
  const result = write({ ...secret, validate: 'grep -q absent %s' }, { check });
  expect(result).toMatchObject({ failed: true, msg: expect.stringContaining('service.conf') });
  expect(left()).toEqual([]);
});

test('tells the kind of a file to its check by the end of its name', () => {
  expect(write({ ...secret, validate: 'expr match %s .*service.conf' })).toMatchObject({
    changed: true,
  });
});

test('removes a file that should not be there', () => {
  write(secret);
  expect(write({ content: '' })).toMatchObject({ changed: true });
  expect(existsSync(inside('etc', 'service.conf'))).toBe(false);
});
