import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildStand } from '../../model/build-stand';
import { InvalidStandError } from '../../model/description/faults/faults';
import { readCertificates } from '../../synth/certificate-files';
import { certified, exposed, vary } from '../fixtures';
import { needs } from '../support/needs';

const test = needs('openssl');
const root = mkdtempSync(join(tmpdir(), 'stand-test-'));
afterAll(() => rmSync(root, { recursive: true }));

const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: root, stdio: 'pipe' });
const text = (name: string) => readFileSync(join(root, name), 'utf8');
const write = (name: string, ...parts: string[]) =>
  writeFileSync(join(root, name), parts.map(text).join(''));

/** Makes NAME.crt and NAME.key, signed by another or by itself. */
function issue(name: string, issuer: string | undefined, extensions: string, days = '9'): void {
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    `${name}.key`,
  ];
  const signer = issuer ? ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`] : [];
  writeFileSync(
    join(root, 'extensions'),
    `[req]\ndistinguished_name=dn\n[dn]\n[x]\n${extensions}\n`,
  );
  openssl('req', ...key, '-subj', `/CN=${name}`, '-config', 'extensions', '-out', `${name}.csr`);
  const self = issuer ? signer : ['-key', `${name}.key`];
  const made = ['-in', `${name}.csr`, '-extfile', 'extensions', '-extensions', 'x', '-days', days];
  openssl('x509', '-req', ...self, ...made, '-out', `${name}.crt`);
}

const authority = 'basicConstraints=critical,CA:TRUE';
const names = 'subjectAltName=DNS:domain.local,DNS:*.domain.local';

beforeAll(() => {
  issue('root', undefined, authority);
  issue('between', 'root', authority);
  issue('leaf', 'between', names);
  issue('poor', 'between', 'subjectAltName=DNS:domain.local,DNS:conference.domain.local');
  issue('old', 'between', names, '-1');
  write('chain.pem', 'leaf.crt', 'between.crt');
  write('mixed.pem', 'between.crt', 'leaf.crt');
  write('short.pem', 'leaf.crt');
  write('poor.pem', 'poor.crt', 'between.crt');
  write('old.pem', 'old.crt', 'between.crt');
  openssl('ec', '-in', 'leaf.key', '-aes128', '-passout', 'pass:word', '-out', 'locked.key');
});

const sound = { source: 'files', certificate: 'chain.pem', key: 'leaf.key', authority: 'root.crt' };
const read = (change: object) =>
  readCertificates(buildStand(vary({ certificates: { ...sound, ...change } }, exposed)), root);

/** What is told of a description that is refused. */
function told(change: object): string[] {
  try {
    read(change);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidStandError)) throw error;
    return error.faults.map(({ where, what, remedy }) => `${where}: ${what}; ${remedy}`);
  }
}

test('a chain that leads to a known authority is copied, and its key is not', () => {
  expect(read({})).toEqual({
    domain_certificate: { 'certificate.pem': text('chain.pem').trimEnd() },
  });
});

test('of a private authority, nodes get its certificate', () => {
  const config = vary(
    { certificates: { ...certified.certificates, authority: 'root.crt' } },
    exposed,
  );
  expect(readCertificates(buildStand(config), root)).toEqual({
    acme: { 'authority.pem': text('root.crt').trimEnd() },
  });
  expect(readCertificates(buildStand(certified), root)).toEqual({});
});

test.each([
  ['a file that is not there', { key: 'none.key' }, /key: does not exist; got 'none.key'; put it/],
  ['another certificate’s key', { key: 'root.key' }, /key: is not the key .* got 'root.key'/],
  ['a key with a passphrase', { key: 'locked.key' }, /key: .* without a passphrase; got 'locked/],
  ['a key in place of a certificate', { certificate: 'leaf.key' }, /certificate: holds no cert/],
  ['an authority that is none', { authority: 'leaf.key' }, /authority: holds no certificate/],
  ['a chain in another order', { certificate: 'mixed.pem' }, /'CN=between' before 'CN=leaf'/],
  ['a chain with a gap', { certificate: 'short.pem' }, /leads to no authority .* add the/],
  ['an authority of nobody’s', { authority: undefined }, /leads to no authority/],
  [
    'names that are not covered',
    { certificate: 'poor.pem', key: 'poor.key' },
    /speak for pubsub\.domain\.local, upload\.domain\.local, e1server\.domain\.local, e2server\.d/,
  ],
  [
    'an expired one',
    { certificate: 'old.pem', key: 'old.key' },
    /expired at 20.*T.*Z; got 'old.pem'/,
  ],
])('refuses %s, with the value and the remedy', (_, change, fault) => {
  expect(told(change)).toContainEqual(expect.stringMatching(fault));
});

test('nothing of the key is told', () => {
  const secret = text('leaf.key').split('\n')[1] as string;
  expect(told({ certificate: 'poor.pem', key: 'leaf.key' }).join()).not.toContain(secret);
});
