import { isAskedByHttp } from '../description/certificates';
import type { Stand } from '../stand';
import { type DnsRecord, record } from './record';

/** Names by which CAA records call those who issue certificates, by the host of their directory. */
const issuers: Readonly<Record<string, string>> = {
  'acme-v02.api.letsencrypt.org': 'letsencrypt.org',
};

/** Who may issue certificates for the domain, where that is known. @see RFC 8659 */
export function issuerRecords({ domain, certificates }: Stand): DnsRecord[] {
  const issue = (need: DnsRecord['need'], value: string, why: string) =>
    record(domain, need, why, { type: 'CAA', flags: 0, tag: 'issue', value });
  if (certificates.source === 'own') {
    const why =
      "no public authority may issue certificates for these names, since the stand has its own; name that of the domain's web site, if it has one";
    return [issue('optional', ';', why)];
  }
  const issuer = issuerOf(certificates);
  const why =
    "no other authority may issue certificates for these names; add that of the domain's web site, if it has another";
  return issuer === undefined ? [] : [issue('recommended', issuer, why)];
}

function issuerOf(certificates: Stand['certificates']): string | undefined {
  return certificates.source === 'acme'
    ? issuers[new URL(certificates.directory).hostname]
    : undefined;
}

/** What is to be known about who issues certificates. */
export function issuerRemarks({ domain, certificates }: Stand): string[] {
  const { source } = certificates;
  if (source === 'own') return [];
  return [
    ...(issuerOf(certificates) === undefined
      ? [
          `A record ${domain}. CAA 0 issue "NAME" lets nobody else issue certificates; your authority says under which name it looks for it.`,
        ]
      : []),
    ...(isAskedByHttp(certificates)
      ? [
          `Where the address of ${domain} is another web server's, let that pass http://${domain}/.well-known/acme-challenge/ on to a node: the authority asks there.`,
        ]
      : []),
  ];
}
