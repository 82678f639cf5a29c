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
import { tmpdir, userInfo } from 'node:os';
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
    .replaceAll("'/usr/local/libexec/show-domain-certificate", `'${folder}/show`)
    .replaceAll(/(?<=['=])\/var\/lib\/domain-certificate/g, `${folder}/state`)
    .replaceAll(/(?<= )\/etc\/domain-certificate/g, `${folder}/etc`)
    .replaceAll('/run/lock', folder);
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

/** A program that the role's own finds first. */
function onPath(name: string, script: string): void {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}
const env = () => ({ ...process.env, PATH: `${folder}:${process.env.PATH}` });

describe('the program that has a certificate shown', () => {
  const file = () => join(folder, 'domain.pem');
  const show = (how: string) => {
    onPath('systemctl', `echo "$@" >> ${folder}/calls; ${how}`);
    const program = installed('domain_certificate', 'show-domain-certificate');
    const args = [program, file(), 'haproxy.service', 'ejabberd.service'];
    const { status, stdout } = spawnSync('bash', args, { env: env() });
    return { status, said: stdout.toString() };
  };
  const calls = () => readFileSync(join(folder, 'calls'), 'utf8').split('\n').slice(0, -1);

  beforeEach(() => {
    mkdirSync(join(folder, 'etc'));
    writeFileSync(file(), 'one');
  });

  test('has it read again once for each change, of the account’s map as well', () => {
    expect(show('true')).toEqual({ status: 0, said: 'shown\n' });
    expect(show('true')).toEqual({ status: 0, said: '' });
    expect(calls()).toEqual(['try-reload-or-restart haproxy.service ejabberd.service']);
    writeFileSync(file(), 'another');
    expect(show('true').said).toBe('shown\n');
    writeFileSync(join(folder, 'etc', 'account.map'), 'thumbprint a');
    expect(show('true').said).toBe('shown\n');
    expect(show('true').said).toBe('');
  });

  test('does so until it came about: a run may be cut off before, or a unit refuse', () => {
    show('true');
    writeFileSync(file(), 'another');
    expect(show('kill -9 $PPID')).toEqual({ status: null, said: '' });
    expect(show('exit 1')).toEqual({ status: 1, said: '' });
    expect(show('true').said).toBe('shown\n');
  });

  test('is content where a unit is still to be installed', () => {
    expect(show('exit 5')).toEqual({ status: 0, said: 'shown\n' });
  });
});

describe('the program that renews', () => {
  const directory = 'https://ca.domain.local/directory';
  const names = ['domain.local', 'e1server.domain.local'];
  let program: string;
  let shown: string;
  const configure = (change: object) =>
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
        chain_file: join(folder, 'domain.crt'),
        group: userInfo().username,
        units: ['haproxy.service'],
        ...change,
      }),
    );
  const state = (text: object) =>
    writeFileSync(join(folder, 'state', 'state.json'), JSON.stringify(text));

  beforeEach(() => {
    program = installed('acme', 'domain-certificate');
    onPath('show', `echo "$@" >> ${folder}/shown`);
    shown = join(folder, 'domain.pem');
    for (const name of ['etc', 'state']) mkdirSync(join(folder, name));
    configure({});
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
    const made = ['-keyout', join(folder, 'key'), '-out', shown, '-days', '90'];
    const args = ['req', '-x509', ...key, ...made, '-subj', '/CN=a', '-addext', alternative];
    execFileSync('openssl', args, { stdio: 'pipe' });
  });
  const alternative = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`;

  const status = () => JSON.parse(execFileSync('python3', [program, 'status']).toString());
  const obtained = () => {
    const certificate = execFileSync('openssl', ['x509', '-in', shown]);
    return { certificate: createHash('sha256').update(certificate).digest('hex'), directory };
  };
  /** Where the client of the protocol does this. */
  const renewBy = (client: string, ...options: string[]) => {
    onPath('lego', client);
    return spawnSync('python3', [program, 'renew', ...options], { env: env() });
  };
  /** What is told where the client of the protocol says this, and no. */
  const refused = (words: string, ...options: string[]) => {
    writeFileSync(join(folder, 'words'), words);
    return renewBy(`cat ${folder}/words >&2; exit 1`, ...options).stderr.toString();
  };
  const renew = (...options: string[]) =>
    renewBy('echo "Could not obtain certificates: unheard of" >&2; exit 1', ...options);

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

  test('counts a try that is cut off before its end', () => {
    const began = Math.floor(Date.now() / 1000);
    for (const signal of ['TERM', 'KILL']) {
      expect(renewBy(`kill -${signal} $PPID`, '--now').signal).toBe(`SIG${signal}`);
    }
    const { error, cause, again } = status();
    expect([error, cause]).toEqual(['the try was cut off before its end, or goes on', 'unended']);
    expect(again).toBeGreaterThanOrEqual(began + 2 * 3600);
    expect(renewBy('echo never', '--deployed').status).toBe(75);
  });

  test('tries at once with another secret of the name server, or another account', () => {
    const secret = join(folder, 'etc', 'tsig');
    const account = join(folder, 'etc', 'account.pem');
    const dns = { server: '192.0.2.53', key: 'stand', algorithm: 'hmac-sha256', secret };
    configure({ dns, account_key: account });
    for (const path of [secret, account]) writeFileSync(path, 'one');
    expect(refused('rfc2136: bad authentication')).toMatch(/bad authentication/);
    for (const path of [secret, account]) {
      expect(renewBy('echo never').status).toBe(75);
      expect(status().error).toMatch(/bad authentication/);
      writeFileSync(path, 'another');
      expect(status()).toMatchObject({ error: null, again: 0 });
      expect(refused('rfc2136: bad authentication')).toMatch(/bad authentication/);
    }
  });

  test('puts what it has obtained in place, and has it shown', () => {
    const issue = `openssl x509 -req -in "$request" -CA ${shown} -CAkey ${folder}/key -copy_extensions copy -days 90 -out "$path"`;
    const client = `while [ "$1" ]; do case $1 in --csr) request=$2 ;; --path) path=$2/certificates/a.crt ;; esac; shift; done
      mkdir -p "\${path%/*}"; ${issue}`;
    const { status: code, stdout, stderr } = renewBy(client);
    expect([code, stderr.toString()]).toEqual([0, '']);
    expect(stdout.toString()).toMatch(/^obtained a certificate/);
    expect(status()).toMatchObject({ obtained: true, error: null, cause: null, again: 0 });
    // Before it looks, and after it has changed something.
    const calls = readFileSync(join(folder, 'shown'), 'utf8');
    expect(calls).toBe(`${shown} haproxy.service\n`.repeat(2));
  });

  // Words of lego 4.9.1: of Pebble, and of an authority that says what Let's Encrypt does.
  const url = 'https://ca.domain.local/order';
  const urn = 'urn:ietf:params:acme:error';
  const challenge = 'error: one or more domains had a problem:\n[domain.local] acme: error: 400 ::';
  const asked = 'Get "http://domain.local/.well-known/acme-challenge/a"';
  test.each([
    ['unreachable', /by https/, `Could not create client: get directory at 'https://ca': dial tcp`],
    [
      'unproven',
      /domain\.local, e1server\.domain\.local must lead to nodes.* port 80 must be let/s,
      `${challenge} ${urn}:connection :: ${asked}: context deadline exceeded (Client.Timeout exceeded)`,
    ],
    ['unproven', /must lead to nodes/, `${challenge} ${urn}:unauthorized :: ${asked} returned 404`],
    [
      'rejectedIdentifier',
      /registered on the internet/,
      `acme: error: 400 :: POST :: ${url} :: ${urn}:rejectedIdentifier :: Cannot issue for "domain.local"`,
    ],
    [
      'caa',
      /stand dns/,
      `acme: error: 403 :: POST :: ${url} :: ${urn}:caa :: CAA prevents issuance`,
    ],
    [
      'rateLimited',
      /time helps/,
      `acme: error: 429 :: POST :: ${url} :: ${urn}:rateLimited :: too many certificates`,
    ],
    ['other', /acme\.md/, `acme: error: 500 :: POST :: ${url} :: ${urn}:serverInternal :: no`],
  ])('tells by what an authority says what helps: %s', (cause, helps, words) => {
    const before = readFileSync(shown, 'utf8');
    const told = refused(`2026/11/28 11:11:12 Could not obtain certificates:\n\t${words}\n`);
    expect(told).toContain(words.split('\n')[0]);
    expect(told).toMatch(helps);
    expect(told).toMatch(/still served/);
    expect(status()).toMatchObject({ cause, remedy: expect.stringMatching(helps) });
    expect(readFileSync(shown, 'utf8')).toBe(before);
  });

  test('asks no authority before the time that it has named', () => {
    const words = `${urn}:rateLimited :: too many certificates (5) already issued`;
    refused(`acme: error: 429 :: ${words}, retry after 2099-11-29 03:04:05 UTC: see https://a`);
    expect(status().again).toBe(Date.UTC(2099, 10, 29, 3, 4, 5) / 1000);
    state({ ...JSON.parse(readFileSync(join(folder, 'state', 'state.json'), 'utf8')), tried: 0 });
    for (const options of [[], ['--deployed']]) {
      const { status: code, stderr } = renewBy('echo never', ...options);
      expect(code).toBe(75);
      expect(stderr.toString()).toMatch(/the next try is at 2099-11-29T03:04:05Z/);
    }
  });

  test('is measured with why there is no certificate, and what helps', () => {
    onPath('status', `exec python3 ${program} status`);
    const collector = join(roles, 'node_exporter', 'files', 'domain_certificate');
    const moved = readFileSync(collector, 'utf8').replace(
      '/usr/local/libexec/domain-certificate',
      join(folder, 'status'),
    );
    const measured = () => execFileSync('python3', ['-c', moved]).toString();
    expect(measured()).not.toMatch(/^stand_domain_certificate_refused_info/m);
    refused(`acme: error: 403 :: ${urn}:caa :: CAA prevents issuance`);
    expect(measured()).toMatch(/^stand_domain_certificate_late_timestamp_seconds 0$/m);
    expect(measured()).toMatch(
      /^stand_domain_certificate_refused_info\{cause="caa",remedy="A CAA record .*\."\} 1$/m,
    );
  });
});
