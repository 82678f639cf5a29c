import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { needs } from '../support/needs';

const test = needs('openssl', 'python3');
const roles = resolve(__dirname, '../../ansible/roles');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stand-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program of a role whose folders are below the test's own. */
function installed(role: string, name: string): string {
  const text = readFileSync(join(roles, role, 'files', name), 'utf8');
  const program = join(folder, `${name}.py`);
  const moved = text
    .replaceAll("'/etc/domain-certificate", `'${folder}/etc`)
    .replaceAll("'/var/lib/domain-certificate", `'${folder}/state`);
  writeFileSync(program, moved);
  return program;
}

describe('the account of nodes at an authority', () => {
  const file = (name: string) => readFileSync(join(folder, 'etc', name), 'utf8');
  const make = (secret: string) =>
    execFileSync('python3', [installed('domain_certificate', 'acme-account')], { input: secret })
      .toString()
      .split('\n')
      .slice(0, -1);

  test('has a key, and the thumbprint that RFC 7638 gives it', () => {
    expect(make('secret')).toHaveLength(2);
    const key = createPublicKey(createPrivateKey(file('account.pem')));
    const { crv, kty, x, y } = key.export({ format: 'jwk' });
    const wanted = createHash('sha256').update(JSON.stringify({ crv, kty, x, y }));
    expect(file('account.map')).toBe(`thumbprint ${wanted.digest('base64url')}\n`);
    expect(statSync(join(folder, 'etc', 'account.pem')).mode & 0o777).toBe(0o600);
  });

  test('is the same wherever the secret is, and another one with another', () => {
    make('secret');
    const before = file('account.pem');
    expect(make('secret\n')).toEqual([]);
    expect(file('account.pem')).toBe(before);
    expect(make('other')).toHaveLength(2);
    expect(file('account.pem')).not.toBe(before);
  });
});

describe('the program that renews', () => {
  const directory = 'https://ca.domain.local/directory';
  const names = ['domain.local', 'e1server.domain.local'];
  let program: string;
  let shown: string;
  const state = (text: object) =>
    writeFileSync(join(folder, 'state', 'state.json'), JSON.stringify(text));

  beforeEach(() => {
    program = installed('acme', 'domain-certificate');
    shown = join(folder, 'domain.pem');
    for (const name of ['etc', 'state']) mkdirSync(join(folder, name));
    writeFileSync(
      join(folder, 'etc', 'configuration.json'),
      JSON.stringify({
        directory,
        names,
        contact: 'admin@domain.local',
        dns: null,
        authority: null,
        account_key: shown,
        file: shown,
        chain_file: shown,
        units: [],
      }),
    );
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    const alternative = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`;
    const made = ['-keyout', join(folder, 'key'), '-out', shown, '-days', '90'];
    const args = ['req', '-x509', ...key, ...made, '-subj', '/CN=a', '-addext', alternative];
    execFileSync('openssl', args, { stdio: 'pipe' });
  });

  const status = () => JSON.parse(execFileSync('python3', [program, 'status']).toString());
  const obtained = () => {
    const certificate = execFileSync('openssl', ['x509', '-in', shown]);
    return { certificate: createHash('sha256').update(certificate).digest('hex'), directory };
  };
  /** Where the client of the protocol is one that says no. */
  const renew = (...options: string[]) => {
    const client = join(folder, 'lego');
    writeFileSync(
      client,
      '#!/bin/sh\necho "Could not obtain certificates: unheard of" >&2; exit 1\n',
    );
    chmodSync(client, 0o755);
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    return spawnSync('python3', [program, 'renew', ...options], { env });
  };

  test('takes none for obtained that it has not obtained itself', () => {
    expect(status()).toMatchObject({ obtained: false, error: null });
    state(obtained());
    const now = Date.now() / 1000;
    const { obtained: isObtained, due, late, expires } = status();
    expect(isObtained).toBe(true);
    expect([due, late, expires].map((time) => Math.round((time - now) / 86_400))).toEqual([
      60, 67, 90,
    ]);
  });

  test('leaves alone what is not due', () => {
    state(obtained());
    const { status: code, stdout } = renew();
    expect([code, stdout.toString()]).toEqual([0, '']);
  });

  test('waits after failures, longer each time, and says what the authority said', () => {
    const now = Math.floor(Date.now() / 1000);
    const waits = [1, 2, 3, 9].map((failures) => {
      state({ failures, tried: now - 60, error: 'unauthorized' });
      return (status().again - now + 60) / 3600;
    });
    expect(waits).toEqual([1, 2, 4, 24]);
    const { status: code, stderr } = renew();
    expect(code).toBe(75);
    expect(stderr.toString()).toMatch(/unauthorized(.*\n)+.*still served; the next try is at 20/);
  });

  test('tries at once where something else is asked for than what was refused', () => {
    const tried = Math.floor(Date.now() / 1000) - 60;
    state({ failures: 9, tried, error: 'unauthorized', asked: 'of another authority' });
    expect(status()).toMatchObject({ error: null, again: 0 });
    expect(renew('--deployed').stderr.toString()).toMatch(/unheard of/);
    state({ ...JSON.parse(readFileSync(join(folder, 'state', 'state.json'), 'utf8')), tried });
    expect(status()).toMatchObject({ error: expect.stringMatching(/unheard of$/) });
    expect(status().again).toBe(tried + 3600);
  });

  test('lets a deployment try again after half an hour, and not at once', () => {
    const now = Math.floor(Date.now() / 1000);
    state({ failures: 9, tried: now - 60, error: 'unauthorized' });
    expect(renew('--deployed').stderr.toString()).toMatch(/unauthorized/);
    state({ failures: 9, tried: now - 1900, error: 'unauthorized' });
    expect(renew('--deployed').stderr.toString()).toMatch(/unheard of/);
    expect(status()).toMatchObject({
      obtained: false,
      error: expect.stringMatching(/unheard of$/),
    });
  });
});
