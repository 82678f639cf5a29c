/** Whose certificates clients and other servers are shown: those of the domain, by which everybody reaches it. */
export type CertificatesConfig = OwnCertificates | CertificateFiles | AcmeCertificates;

/** By the stand's own authority, which nobody else knows. */
export interface OwnCertificates {
  readonly source: 'own';
}

/** One for all nodes, from somebody who is paid or trusted for it; another `up` brings the next one. */
export interface CertificateFiles {
  readonly source: 'files';
  /** Path of the certificate with its chain, in PEM: its own first, and each one's issuer next. */
  readonly certificate: string;
  /** Path of its private key, in PEM and without a passphrase. */
  readonly key: string;
  /** Path of certificates, in PEM, that clients trust beside those of their systems. @default none */
  readonly authority?: string;
}

/** One for each node, which obtains and renews it by itself. @see RFC 8555 */
export interface AcmeCertificates {
  readonly source: 'acme';
  /** URL of the authority's directory, such as https://acme-v02.api.letsencrypt.org/directory. */
  readonly directory: string;
  /** Whom the authority tells of trouble, such as mailto:admin@domain.local. */
  readonly contact: string;
  /**
   * How the domain is proven: the authority asks the nodes by port 80, or it asks a name server for records that
   * nodes put there.
   */
  readonly challenge: 'http-01' | { readonly 'dns-01': DnsUpdates };
  /**
   * Path of certificates, in PEM, that clients trust beside those of their systems, and nodes when they ask
   * the authority: of one that is private. @default none
   */
  readonly authority?: string;
}

/**
 * A name server that takes updates of the zone (RFC 2136) from who has a key (RFC 8945), whose secret is in the vault as
 * `vault_acme_tsig`.
 */
export interface DnsUpdates {
  /** Its address or name, with a port where that is not 53. */
  readonly server: string;
  /** Name of the key. */
  readonly key: string;
  /** @default 'hmac-sha256' */
  readonly algorithm?: (typeof algorithms)[number];
}

export const algorithms = ['hmac-sha256', 'hmac-sha384', 'hmac-sha512'] as const;

/** True where an authority asks the nodes by port 80. */
export function isAskedByHttp(certificates: CertificatesConfig): boolean {
  return certificates.source === 'acme' && certificates.challenge === 'http-01';
}

/** The files that a description names, by their keys in it. */
export function certificatePaths(certificates: CertificatesConfig): Record<string, string> {
  const { source } = certificates;
  if (source === 'own') return {};
  const { authority } = certificates;
  return {
    ...(source === 'files' && { certificate: certificates.certificate, key: certificates.key }),
    ...(authority !== undefined && { authority }),
  };
}
