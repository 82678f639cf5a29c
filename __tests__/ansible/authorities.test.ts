import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { needs } from '../support/needs';

const test = needs('bash', 'flock');
const source = resolve(__dirname, '../../ansible/roles/base/files/update-authorities');

let folder: string;
const place = (...names: string[]) => join(folder, ...names);
const listed = () => readFileSync(place('list.crt'), 'utf8');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'authorities-'));
  mkdirSync(place('own'));
  writeFileSync(place('list.crt'), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the program where Debian's own takes what lies there at its start, and then does something. */
function update(then = 'true') {
  const [own, list] = [place('own'), place('list.crt')];
  const debian = `#!/bin/sh\ncat ${own}/* > ${list}.new 2> /dev/null; ${then}; mv ${list}.new ${list}\n`;
  writeFileSync(place('update-ca-certificates'), debian);
  chmodSync(place('update-ca-certificates'), 0o755);
  const program = readFileSync(source, 'utf8')
    .replace('/usr/local/share/ca-certificates', own)
    .replace('/etc/ssl/certs/ca-certificates.crt', list)
    .replace('/etc/ssl/certs', folder)
    .replace('/run/lock/update-authorities', place('lock'));
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, TMPDIR: folder };
  const { status, stdout } = spawnSync('bash', ['-c', program], { env, encoding: 'utf8' });
  return status === 0 ? stdout : `ended with ${status}`;
}

/** Puts an authority in place a moment ago, or takes it away. */
function change(name: string, text: string | null): void {
  if (text === null) rmSync(place('own', name));
  else writeFileSync(place('own', name), text);
  // Files have the time of a clock that is a little behind.
  const now = Date.now() / 1000;
  utimesSync(place('list.crt'), now - 20, now - 20);
  utimesSync(place('own'), now - 10, now - 10);
}

test('the list says what the files say, and is made when one comes or goes', () => {
  change('a.crt', 'a');
  expect([update(), listed()]).toEqual(['updated\n', 'a']);
  expect(update()).toBe('');
  change('b.crt', 'b');
  expect([update(), listed()]).toEqual(['updated\n', 'ab']);
  change('a.crt', null);
  expect([update(), listed()]).toEqual(['updated\n', 'b']);
});

test('a list that was cut off is made by the next run', () => {
  change('a.crt', 'a');
  expect(update('kill -9 $PPID; exit 1')).toBe('ended with null');
  expect([update(), listed()]).toEqual(['updated\n', 'a']);
});

test('what comes while the list is made is in the next one', () => {
  change('a.crt', 'a');
  expect(update(`sleep 0.1; echo -n b > ${place('own', 'b.crt')}`)).toBe('updated\n');
  expect(listed()).toBe('a');
  expect([update(), listed()]).toEqual(['updated\n', 'ab']);
});
