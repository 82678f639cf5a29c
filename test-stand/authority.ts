import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';

/** Files of a certificate and of its key. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

const lifetime = 30;

/** An authority that signs certificates for servers; made unless the folder has it. */
export function authorityIn(folder: string, name: string): KeyPair {
  const pair = { certificate: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
  if (existsSync(pair.certificate)) return pair;
  mkdirSync(folder, { recursive: true });
  makeCertificate(pair, name, lifetime, [
    ...['-addext', 'basicConstraints=critical,CA:TRUE'],
    ...['-addext', 'keyUsage=critical,keyCertSign'],
  ]);
  return pair;
}

/**
 * A certificate for names of a server, or its address, in files that the first one names, beside that of the authority
 * that signs it.
 * @param days for which it is valid
 */
export function issue(
  authority: KeyPair,
  names: readonly [string, ...string[]],
  days = lifetime,
): KeyPair {
  const [name] = names;
  const base = join(authority.certificate, '..', name);
  const pair = { certificate: `${base}.crt`, key: `${base}.key` };
  const alternatives = names.map((one) => `${isIP(one) ? 'IP' : 'DNS'}:${one}`);
  makeCertificate(pair, name, days, [
    ...['-CA', authority.certificate, '-CAkey', authority.key],
    ...['-addext', `subjectAltName=${alternatives.join(',')}`],
    ...['-addext', 'basicConstraints=critical,CA:FALSE'],
    ...['-addext', 'extendedKeyUsage=serverAuth,clientAuth'],
  ]);
  return pair;
}

function makeCertificate(
  { certificate, key }: KeyPair,
  name: string,
  days: number,
  extra: readonly string[],
) {
  const elliptic = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'];
  const files = ['-keyout', key, '-out', certificate];
  const args = ['req', '-x509', ...elliptic, ...files, '-days', `${days}`, '-subj', `/CN=${name}`];
  execFileSync('openssl', [...args, ...extra], { stdio: 'pipe' });
}
