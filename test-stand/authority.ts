import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a certificate and of its key. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

const days = '30';

/** An authority that signs certificates for servers of others; made unless the folder has it. */
export function authorityIn(folder: string, name: string): KeyPair {
  const pair = { certificate: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
  if (existsSync(pair.certificate)) return pair;
  mkdirSync(folder, { recursive: true });
  makeCertificate(pair, name, [
    ...['-addext', 'basicConstraints=critical,CA:TRUE'],
    ...['-addext', 'keyUsage=critical,keyCertSign'],
  ]);
  return pair;
}

/** A certificate for a domain, beside that of the authority that signs it. */
export function issue(authority: KeyPair, domain: string): KeyPair {
  const base = join(authority.certificate, '..', domain);
  const pair = { certificate: `${base}.crt`, key: `${base}.key` };
  makeCertificate(pair, domain, [
    ...['-CA', authority.certificate, '-CAkey', authority.key],
    ...['-addext', `subjectAltName=DNS:${domain}`],
    ...['-addext', 'basicConstraints=critical,CA:FALSE'],
    ...['-addext', 'extendedKeyUsage=serverAuth,clientAuth'],
  ]);
  return pair;
}

function makeCertificate({ certificate, key }: KeyPair, name: string, extra: readonly string[]) {
  const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'];
  const files = ['-keyout', key, '-out', certificate];
  const args = ['req', '-x509', ...elliptic, ...files, '-days', days, '-subj', `/CN=${name}`];
  execFileSync('openssl', [...args, ...extra], { stdio: 'pipe' });
}
