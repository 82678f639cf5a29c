import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorityCertificates, authorityPhase, isoTime } from '../../../cli/secrets/authority';

const caDirectory = mkdtempSync(join(tmpdir(), 'stand-test-'));
afterAll(() => rmSync(caDirectory, { recursive: true }));

function certificate(name: string): string {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', 'key'];
  const out = join(caDirectory, 'made');
  const args = ['req', '-x509', ...key, '-days', '9', '-subj', `/CN=${name}`, '-out', out];
  execFileSync('openssl', args, { cwd: caDirectory, stdio: 'pipe' });
  return readFileSync(out, 'utf8');
}

test('the first certificate signs, another one is trusted, and a third is on its way', () => {
  expect(authorityCertificates({ caDirectory })).toEqual([]);
  expect(authorityPhase({ caDirectory })).toBe('settled');
  const [one, other] = [certificate('one CA'), certificate('another CA')];
  const write = (name: string, text: string) => writeFileSync(join(caDirectory, name), text);
  write('ca.crt', one);
  expect(authorityPhase({ caDirectory })).toBe('settled');
  write('next.crt', other);
  expect(authorityPhase({ caDirectory })).toBe('introduced');
  rmSync(join(caDirectory, 'next.crt'));
  write('ca.crt', other + one);
  expect(authorityPhase({ caDirectory })).toBe('switched');
  expect(authorityCertificates({ caDirectory })).toMatchObject([
    { name: 'another CA', signs: true, expires: expect.stringMatching(/^\d{4}-[\d-]+T[\d:]+Z$/) },
    { name: 'one CA', signs: false },
  ]);
});

test('times have no fractions', () => {
  expect(isoTime(new Date(0))).toBe('1970-01-01T00:00:00Z');
});
