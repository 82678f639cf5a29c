import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { needs } from '../support/needs';

const test = needs('python3');

// The records lie in a fixed place of a host: here they get a folder of the test's own.
const run = `
import json, sys
sys.path.insert(0, ${JSON.stringify(resolve('ansible', 'library'))})
import text_files
text_files.RECORDS, params, check = json.load(sys.stdin)
print(json.dumps(text_files.apply(params, check, False)))
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
  const whole = { path: inside('etc', 'service.conf'), owner: user, group: user, ...file };
  const params = {
    files: [{ content: null, secret: null, mode: '0644', validate: null, ...whole }],
  };
  const input = JSON.stringify([inside('records'), params, check]);
  const env = { PATH: process.env.PATH, TMPDIR: folder };
  const { stdout, stderr } = spawnSync('python3', ['-c', run], { input, env, encoding: 'utf8' });
  if (stdout === '') return { failed: true, msg: stderr };
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

test('of a secret whose owner is not there yet, nothing is written', () => {
  const { failed, msg } = write({ ...secret, owner: 'nobody-of-this-name' });
  expect(failed).toBe(true);
  expect(msg).toContain('nobody-of-this-name');
  expect(left()).toEqual([]);
});

test('looks at a file whose owner is still to be made', () => {
  write(secret);
  const look = write({ ...secret, owner: 'nobody-of-this-name' }, { check: true });
  expect(look).toMatchObject({ changed: true });
});

test('a file that becomes a secret is never readable by all with its new content', () => {
  write({ content: 'nothing special' });
  write(secret);
  expect(statSync(inside('etc', 'service.conf')).mode & 0o777).toBe(0o600);
});

test('of a link whose target is missing, a file is made', () => {
  mkdirSync(inside('etc'));
  symlinkSync(inside('absent'), inside('etc', 'service.conf'));
  expect(write(secret)).toMatchObject({ changed: true });
  expect(readFileSync(inside('etc', 'service.conf'), 'utf8')).toBe(secret.secret);
  expect(existsSync(inside('absent'))).toBe(false);
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
