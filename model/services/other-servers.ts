import { X509Certificate } from 'node:crypto';
import type { Fault, Finding } from '../description/faults/faults';
import type { Stand } from '../stand';

/** Faults of settings that say which other servers ejabberd talks to, and by whom it believes them. */
export function otherServerFaults(stand: Pick<Stand, 'domain' | 'settings'>): Fault[] {
  // What role options take them for is known to be right by now.
  const { ejabberd_blocked_servers: blocked = [], ejabberd_authorities: authorities = [] } = (stand
    .settings.ejabberd ?? {}) as Readonly<Record<string, readonly string[]>>;
  return [
    ...blocked.flatMap((server) => blockedFaults(server, stand.domain)),
    ...authorities.flatMap(authorityFaults),
  ].map((finding) => ({ where: 'settings.ejabberd', ...finding }));
}

/** A domain name in lower case, internationalised ones as people write them, since so XMPP has them (RFC 7622). */
const domainName =
  /^(?=.{1,253}$)(?!xn--)[\p{Ll}\p{Lo}\p{M}\p{N}]([\p{Ll}\p{Lo}\p{M}\p{N}.-]*[\p{Ll}\p{Lo}\p{M}\p{N}])?$/u;
const emptyLabel = /\.\.|-\.|\.-|\.xn--/;

function blockedFaults(server: string, domain: string): Finding[] {
  if (!domainName.test(server) || emptyLabel.test(server)) {
    return [
      {
        what: `ejabberd_blocked_servers must be domain names in lower case; got '${server}'`,
        remedy: 'write them like spam.example: their subdomains are meant too',
      },
    ];
  }
  if (domain !== server && !domain.endsWith(`.${server}`)) return [];
  const what = `ejabberd_blocked_servers has '${server}', which is${domain === server ? '' : ' above'} the stand's own`;
  return [{ what, remedy: 'remove it' }];
}

const pem = /^\s*-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*$/;

function authorityFaults(text: string, index: number): Finding[] {
  const name = `ejabberd_authorities[${index}]`;
  const certificate = pem.test(text) ? parsed(text) : undefined;
  if (!certificate) {
    return [
      {
        what: `${name} must be one certificate in PEM; got ${JSON.stringify(text.slice(0, 30))}`,
        remedy: "read it from its file: readFileSync('authority.crt', 'utf8')",
      },
    ];
  }
  if (certificate.ca) return [];
  const what = `${name} is no authority's, but that of ${certificate.subject.replaceAll('\n', ', ')}`;
  return [{ what, remedy: `take the certificate of who signed it: ${certificate.issuer}` }];
}

function parsed(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text);
  } catch {
    return undefined;
  }
}
