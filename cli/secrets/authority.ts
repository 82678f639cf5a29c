import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretPaths } from '../../controller/paths';

/** A certificate of the stand's authority, which clients trust. */
export interface AuthorityCertificate {
  readonly name: string;
  /** SHA-256, as OpenSSL writes it. */
  readonly fingerprint: string;
  /** When it expires: a time such as 2030-01-02T03:04:05Z. */
  readonly expires: string;
  /** Whether the hosts' certificates are signed by it; the other one is trusted only. */
  readonly signs: boolean;
}

/** How far another authority has come: see the steps of the role `secrets`. */
export type AuthorityPhase = 'settled' | 'introduced' | 'switched';

type Places = Pick<SecretPaths, 'caDirectory'>;

/** The authority's certificates, the one that signs first; none before the first `up`. */
export function authorityCertificates({ caDirectory }: Places): AuthorityCertificate[] {
  const file = join(caDirectory, 'ca.crt');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const found = text.match(/-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs) ?? [];
  return found.map((pem, index) => {
    const { subject, fingerprint256, validTo } = new X509Certificate(pem);
    return {
      name: subject.replace(/^CN=/, ''),
      fingerprint: fingerprint256,
      expires: isoTime(new Date(validTo)),
      signs: index === 0,
    };
  });
}

export function authorityPhase(places: Places): AuthorityPhase {
  if (existsSync(join(places.caDirectory, 'next.crt'))) return 'introduced';
  return authorityCertificates(places).length > 1 ? 'switched' : 'settled';
}

/** Without fractions of a second. */
export function isoTime(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
