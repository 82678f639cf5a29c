import type { CertificatesConfig } from '../description/certificates';
import { certificateFiles } from './base';

/** Files of a node where what strangers are shown is not the host's own certificate. */
export const domainCertificateFiles = {
  /** The key and the certificate with its chain. */
  pem: '/etc/ssl/private/domain.pem',
  /** The certificate with its chain, for who may not read the key. */
  chain: '/etc/ssl/certs/domain.crt',
  /** A map of HAProxy's: by whose account an ACME authority is answered. */
  account: '/etc/domain-certificate/account.map',
} as const;

type Certificates = Pick<{ readonly certificates: CertificatesConfig }, 'certificates'>;

/** True where strangers are shown what somebody else has signed. */
export function isSignedElsewhere({ certificates }: Certificates): boolean {
  return certificates.source !== 'own';
}

/** The file whose certificates are trusted by who looks at what a node shows from that node itself. */
export function trustedOnNode(stand: Certificates): string {
  return isSignedElsewhere(stand) ? domainCertificateFiles.chain : certificateFiles.authority;
}
