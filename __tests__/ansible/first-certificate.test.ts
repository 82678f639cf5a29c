import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { needs } from '../support/needs';

const test = needs('flock', 'openssl', 'sh');
const tasks = resolve(__dirname, '../../ansible/roles/domain_certificate/tasks/main.yml');

let folder: string;
const place = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(place(name), 'utf8');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'first-certificate-'));
  makeCertificate('stand', 90);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A certificate, and beside it its key. */
function makeCertificate(name: string, days: number): void {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const files = ['-keyout', place(`${name}.key`), '-out', place(`${name}.crt`)];
  const args = ['req', '-x509', ...key, ...files, '-subj', `/CN=${name}`, '-days', `${days}`];
  execFileSync('openssl', args, { stdio: 'pipe' });
}

/** Runs what the role begins with. @returns what it says */
function begin(script = roleScript()): Promise<string> {
  const running = spawn('sh', ['-c', script]);
  let said = '';
  running.stdout.on('data', (text) => {
    said += text;
  });
  return new Promise((done) => running.on('close', () => done(said.trim())));
}

function roleScript(): string {
  const task = (parse(readFileSync(tasks, 'utf8')) as Record<string, string>[]).find(
    ({ name }) => name === 'Begin with the former certificate, where none is valid',
  );
  const values: Readonly<Record<string, string>> = {
    file: place('domain.pem'),
    chain_file: place('domain.crt'),
    group: userInfo().username,
    former_key: place('stand.key'),
    former_chain: place('stand.crt'),
    state: place('state'),
  };
  const script = task?.['ansible.builtin.shell'] ?? '';
  return script.replaceAll(/\{\{ domain_certificate_(\w+) \}\}/g, (_, name) => values[name] ?? '');
}

test('a node begins with the former certificate, and leaves alone one that is valid', async () => {
  expect(await begin()).toBe('begun');
  expect(read('domain.pem')).toBe(`${read('stand.key')}${read('stand.crt')}`);
  expect(read('domain.crt')).toBe(read('stand.crt'));
  makeCertificate('stand', 80);
  expect(await begin()).toBe('');
  expect(read('domain.crt')).not.toBe(read('stand.crt'));
});

test.each(['install', 'chmod', 'mv'])(
  'cut off after %s, the next run makes up for it',
  async (word) => {
    const script = roleScript();
    const end = script.indexOf('\n', script.indexOf(`\n${word} `) + 1);
    await begin(script.slice(0, end));
    await begin();
    expect(read('domain.pem')).toBe(`${read('stand.key')}${read('stand.crt')}`);
    expect(read('domain.crt')).toBe(read('stand.crt'));
  },
);

test('a certificate that the other program is about to put in place stays', async () => {
  makeCertificate('obtained', 90);
  execFileSync('mkdir', [place('state')]);
  const put = `cat obtained.key obtained.crt > domain.pem; cp obtained.crt domain.crt`;
  const other = spawn('flock', ['state/lock', 'sh', '-c', `echo; sleep 1; ${put}`], {
    cwd: folder,
  });
  await new Promise((done) => other.stdout.once('data', done));
  expect(await begin()).toBe('');
  expect(read('domain.pem')).toBe(`${read('obtained.key')}${read('obtained.crt')}`);
});
