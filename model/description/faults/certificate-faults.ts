import {
  type AcmeCertificates,
  algorithms,
  type CertificateFiles,
  type CertificatesConfig,
  certificatePaths,
  type DnsUpdates,
  type OwnCertificates,
} from '../certificates';
import { type KeysShape, keys, optional } from '../shape/shape';
import { shapeFaults } from '../shape/shape-faults';
import type { Fault } from './faults';

const updates = keys<DnsUpdates>({
  server: 'string',
  key: 'string',
  algorithm: optional('string'),
});

/** What is written of each source. */
const shapes: Readonly<Record<CertificatesConfig['source'], KeysShape>> = {
  own: keys<OwnCertificates>({ source: 'string' }),
  files: keys<CertificateFiles>({
    source: 'string',
    certificate: 'string',
    key: 'string',
    authority: optional('string'),
  }),
  acme: keys<AcmeCertificates>({
    source: 'string',
    directory: 'string',
    contact: 'string',
    challenge: ['string', keys<{ readonly 'dns-01': DnsUpdates }>({ 'dns-01': updates })],
    authority: optional('string'),
  }),
};

/** Faults of what is written; what the files hold is judged where they are read. */
export function certificateFaults(certificates: CertificatesConfig): Fault[] {
  const { source } = certificates;
  if (!Object.hasOwn(shapes, source)) {
    const what = `must be ${quotedList(Object.keys(shapes))}; got '${source}'`;
    return [fault('source', what, "leave certificates out for 'own'")];
  }
  const { misshapen, unknown } = shapeFaults(certificates, shapes[source], 'certificates');
  if (misshapen.length + unknown.length > 0) return [...misshapen, ...unknown];
  return [...pathFaults(certificates), ...(source === 'acme' ? acmeFaults(certificates) : [])];
}

function fault(key: string, what: string, remedy: string): Fault {
  return { where: `certificates.${key}`, what, remedy };
}

/** Paths that are no file's name; a leading `~` is not read as anybody's home. */
function pathFaults(certificates: CertificatesConfig): Fault[] {
  const remedy = "write it like /srv/stand/FILE, or from the project's folder";
  return Object.entries(certificatePaths(certificates))
    .filter(([, path]) => path === '' || /^~|\/$|\p{Cc}/u.test(path))
    .map(([key, path]) => fault(key, `must be the path of a file; got '${path}'`, remedy));
}

function acmeFaults({ directory, contact, challenge, authority }: AcmeCertificates): Fault[] {
  const faults: Fault[] = [];
  if (!/^https:\/\/[^\s"'@{}]+$/.test(directory)) {
    const what = `must be an https URL without credentials; got '${directory}'`;
    const remedy = 'write it like https://acme-v02.api.letsencrypt.org/directory';
    faults.push(fault('directory', what, remedy));
  } else if (/staging/.test(new URL(directory).hostname) && authority === undefined) {
    const what = `is for trials, and no client trusts what comes from there; got '${directory}'`;
    const remedy = "take the authority's own, or name the root of the trials as authority";
    faults.push(fault('directory', what, remedy));
  }
  if (!/^mailto:[^\s@"'{}/]+@[^\s@"'{}/]+$/.test(contact)) {
    const what = `must be mailto: and an address; got '${contact}'`;
    faults.push(fault('contact', what, 'write it like mailto:admin@domain.local'));
  }
  return [...faults, ...challengeFaults(challenge)];
}

function challengeFaults(challenge: AcmeCertificates['challenge']): Fault[] {
  if (challenge === 'http-01') return [];
  if (typeof challenge === 'string') {
    const what = `must be 'http-01', or say of dns-01 which name server; got '${challenge}'`;
    const remedy = "write 'http-01', or { 'dns-01': { server: '…', key: '…' } }";
    return [fault('challenge', what, remedy)];
  }
  const { server, key, algorithm = 'hmac-sha256' } = challenge['dns-01'];
  const faults: Fault[] = [];
  const add = (name: string, what: string, remedy: string) =>
    faults.push(fault(`challenge.dns-01.${name}`, what, remedy));
  if (!/^[a-z0-9.-]+(:\d{1,5})?$/.test(server))
    add('server', `must be HOST or HOST:PORT; got '${server}'`, 'write it like 192.0.2.53');
  if (!/^[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)*\.?$/.test(key))
    add('key', `must be the name of a key; got '${key}'`, 'write it like stand-key');
  if (!algorithms.includes(algorithm)) {
    const what = `must be one that name servers share; got '${algorithm}'`;
    add('algorithm', what, `choose one of ${quotedList(algorithms)}`);
  }
  return faults;
}

function quotedList(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}
