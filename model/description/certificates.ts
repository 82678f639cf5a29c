import type { Fault } from './faults/faults';
import { keys, optional } from './shape/shape';
import { shapeFaults } from './shape/shape-faults';

/** Whose certificates clients and other servers are shown: those of the domain, by which everybody reaches it. */
export type CertificatesConfig = OwnCertificates | CertificateFiles | AcmeCertificates;

/** By the stand's own authority, which nobody else knows. */
interface OwnCertificates {
  readonly source: 'own';
}

/** One for all nodes, from somebody who is paid or trusted for it; another `up` brings the next one. */
interface CertificateFiles {
  readonly source: 'files';
  /** Path of the certificate with its chain, in PEM: its own first, and each one's issuer next. */
  readonly certificate: string;
  /** Path of its private key, in PEM and without a passphrase; Ansible Vault may have encrypted the file. */
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

const algorithms = ['hmac-sha256', 'hmac-sha384', 'hmac-sha512'] as const;

/** True where an authority asks the nodes by port 80. */
export function isAskedByHttp(certificates: CertificatesConfig): boolean {
  return certificates.source === 'acme' && certificates.challenge === 'http-01';
}

type Source = CertificatesConfig['source'];

/** What else is written beside each source. */
const settings: Readonly<Record<Source, Readonly<Record<string, 'required' | 'optional'>>>> = {
  own: {},
  files: { certificate: 'required', key: 'required', authority: 'optional' },
  acme: {
    directory: 'required',
    contact: 'required',
    challenge: 'required',
    authority: 'optional',
  },
};

/** Faults of what is written; what the files hold is judged where they are read. */
export function certificateFaults(certificates: CertificatesConfig): Fault[] {
  const { source } = certificates;
  if (!Object.hasOwn(settings, source)) {
    const what = `must be ${quotedList(Object.keys(settings))}; got '${source}'`;
    return [{ where: 'certificates.source', what, remedy: "leave it out for 'own'" }];
  }
  const shape = settingFaults(certificates);
  if (shape.length > 0) return shape;
  return [...pathFaults(certificates), ...(source === 'acme' ? acmeFaults(certificates) : [])];
}

function settingFaults({ source, ...given }: CertificatesConfig): Fault[] {
  const known = settings[source];
  const values = Object.entries(given).filter(([, value]) => value !== undefined);
  const unknown = values
    .filter(([key]) => !Object.hasOwn(known, key))
    .map(([key]) => ({
      where: `certificates.${key}`,
      what: `is no setting of the source '${source}'`,
      remedy:
        Object.keys(known).length > 0 ? `it has ${quotedList(Object.keys(known))}` : 'remove it',
    }));
  const missing = Object.entries(known)
    .filter(([key, need]) => need === 'required' && !values.some(([one]) => one === key))
    .map(([key]) => ({
      where: `certificates.${key}`,
      what: `is missing; the source '${source}' needs it`,
      remedy: `add ${key}`,
    }));
  const misshapen = values
    .filter(
      ([key, value]) =>
        key !== 'challenge' && Object.hasOwn(known, key) && typeof value !== 'string',
    )
    .map(([key, value]) => ({
      where: `certificates.${key}`,
      what: `must be a string; got ${JSON.stringify(value)}`,
      remedy: "write '…'",
    }));
  return [...unknown, ...missing, ...misshapen];
}

/** A path that is no file's name; a leading `~` is not read as anybody's home. */
function pathFaults(certificates: CertificatesConfig): Fault[] {
  return Object.entries(certificatePaths(certificates)).flatMap(([key, path]) =>
    path === '' || path.startsWith('~') || path.endsWith('/') || /\p{Cc}/u.test(path)
      ? [
          {
            where: `certificates.${key}`,
            what: `must be the path of a file; got '${path}'`,
            remedy: "write it like /srv/stand/FILE, or from the project's folder",
          },
        ]
      : [],
  );
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

function acmeFaults({ directory, contact, challenge, authority }: AcmeCertificates): Fault[] {
  const faults: Fault[] = [];
  const add = (key: string, what: string, remedy: string) =>
    faults.push({ where: `certificates.${key}`, what, remedy });
  if (!/^https:\/\/[^\s"'@{}]+$/.test(directory)) {
    const what = `must be an https URL without credentials; got '${directory}'`;
    add('directory', what, 'write it like https://acme-v02.api.letsencrypt.org/directory');
  } else if (/staging/.test(new URL(directory).hostname) && authority === undefined) {
    const what = `is for trials, and no client trusts what comes from there; got '${directory}'`;
    add('directory', what, "take the authority's own, or name the root of the trials as authority");
  }
  if (!/^mailto:[^\s@"'{}/]+@[^\s@"'{}/]+$/.test(contact)) {
    add(
      'contact',
      `must be mailto: and an address; got '${contact}'`,
      'write it like mailto:admin@domain.local',
    );
  }
  return [...faults, ...challengeFaults(challenge)];
}

const updates = keys<DnsUpdates>({
  server: 'string',
  key: 'string',
  algorithm: optional('string'),
});

function challengeFaults(challenge: AcmeCertificates['challenge']): Fault[] {
  if (challenge === 'http-01') return [];
  const where = 'certificates.challenge';
  const shape = keys<Exclude<AcmeCertificates['challenge'], string>>({ 'dns-01': updates });
  if (typeof challenge === 'string') {
    const what = `must be 'http-01', or say of dns-01 which name server; got '${challenge}'`;
    const remedy = "write 'http-01', or { 'dns-01': { server: '…', key: '…' } }";
    return [{ where, what, remedy }];
  }
  const { misshapen, unknown } = shapeFaults(challenge, shape, where);
  if (misshapen.length + unknown.length > 0) return [...misshapen, ...unknown];
  const { server, key, algorithm = 'hmac-sha256' } = challenge['dns-01'];
  const told = (name: string, what: string, remedy: string) => ({
    ...{ where: `${where}.dns-01.${name}`, what, remedy },
  });
  return [
    ...(/^[a-z0-9.-]+(:\d{1,5})?$/.test(server)
      ? []
      : [told('server', `must be HOST or HOST:PORT; got '${server}'`, 'write it like 192.0.2.53')]),
    ...(/^[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)*\.?$/.test(key)
      ? []
      : [told('key', `must be the name of a key; got '${key}'`, 'write it like stand-key')]),
    ...(algorithms.includes(algorithm)
      ? []
      : [
          told(
            'algorithm',
            `must be one that name servers share; got '${algorithm}'`,
            `choose ${quotedList(algorithms)}`,
          ),
        ]),
  ];
}

function quotedList(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ');
}
