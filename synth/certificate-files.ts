import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { certificatePaths } from '../model/description/certificates';
import { type Fault, type Finding, InvalidStandError } from '../model/description/faults/faults';
import { authorityFile } from '../model/services/acme';
import { chainFile, namesOfAllNodes } from '../model/services/domain-certificate';
import type { Stand } from '../model/stand';
import type { ServiceFiles } from './render/service-files';

/**
 * What the description's `certificates` name, for the roles that copy it; the key stays where it is.
 * @param root folder that relative paths are looked for in
 * @throws InvalidStandError unless clients will take what nodes are to show them
 */
export function readCertificates(stand: Stand, root: string): ServiceFiles {
  const paths = certificatePaths(stand.certificates);
  const faults = Object.entries(paths).flatMap(([name, path]) =>
    findingsOf(stand, paths, name, root).map(({ what, remedy }): Fault => {
      const told = { what: `${what}; got '${path}'`, remedy };
      return { where: `certificates.${name}`, ...told };
    }),
  );
  if (faults.length > 0) throw new InvalidStandError(faults);
  const textOf = (path: string) => readFileSync(resolve(root, path), 'utf8').trimEnd();
  const { certificate, authority } = paths;
  return {
    ...(certificate && { domain_certificate: { [chainFile]: textOf(certificate) } }),
    ...(authority && stand.certificates.source === 'acme'
      ? { acme: { [authorityFile]: textOf(authority) } }
      : {}),
  };
}

function findingsOf(
  stand: Stand,
  paths: Readonly<Record<string, string>>,
  name: string,
  root: string,
): Finding[] {
  const at = (path: string) => resolve(root, path);
  const file = at(paths[name] as string);
  if (!existsSync(file)) return [{ what: 'does not exist', remedy: 'put it there' }];
  if (name === 'key') return keyFindings(file, at(paths.certificate as string));
  const chain = certificatesIn(file);
  if (chain === undefined)
    return [
      { what: 'holds no certificate in PEM', remedy: 'begin it with -----BEGIN CERTIFICATE-----' },
    ];
  if (name === 'authority') return [];
  const authority = paths.authority === undefined ? undefined : at(paths.authority);
  return [...leafFindings(stand, chain), ...chainFindings(chain, file, authority)];
}

/** A file's certificates in their order; undefined where it has none, or one that cannot be read. */
function certificatesIn(file: string): [X509Certificate, ...X509Certificate[]] | undefined {
  const texts = readFileSync(file, 'utf8').match(
    /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g,
  );
  try {
    const [first, ...others] = (texts ?? []).map((text) => new X509Certificate(text));
    return first && [first, ...others];
  } catch {
    return undefined;
  }
}

function leafFindings(
  stand: Stand,
  [leaf]: readonly [X509Certificate, ...X509Certificate[]],
): Finding[] {
  const [from, to] = [leaf.validFrom, leaf.validTo].map((text) => new Date(text));
  const lacking = namesOfAllNodes(stand).filter((name) => leaf.checkHost(name) === undefined);
  const findings: Finding[] = [];
  if (Number(to) <= Date.now())
    findings.push({ what: `expired at ${to?.toISOString()}`, remedy: 'have it renewed' });
  if (Number(from) > Date.now())
    findings.push({ what: `begins at ${from?.toISOString()}`, remedy: 'wait until then' });
  if (lacking.length > 0)
    findings.push({
      what: `does not speak for ${lacking.join(', ')}`,
      remedy: 'have one made for these names too; a wildcard may stand for those below the domain',
    });
  return findings;
}

function chainFindings(
  chain: readonly [X509Certificate, ...X509Certificate[]],
  file: string,
  authority: string | undefined,
): Finding[] {
  const place = chain.findIndex((one, index) => {
    const next = chain[index + 1];
    return next !== undefined && !(one.checkIssued(next) && one.verify(next.publicKey));
  });
  if (place >= 0) {
    const names = [chain[place], chain[place + 1]].map((one) => subjectOf(one as X509Certificate));
    return [
      {
        what: `has ${names[0]} before ${names[1]}, which has not issued it`,
        remedy: "put the domain's certificate first, and after each the one that issued it",
      },
    ];
  }
  const trusted = authority === undefined ? [] : ['-CAfile', authority];
  // That it has expired is told already.
  const verified = openssl('verify', '-no_check_time', ...trusted, '-untrusted', file, file);
  return verified !== undefined
    ? []
    : [
        {
          what: 'leads to no authority that this machine knows',
          remedy:
            'add the certificates between to the file, or name that of the authority as authority',
        },
      ];
}

/** The key itself is for nobody to see: openssl compares it with the certificate. */
function keyFindings(key: string, certificate: string): Finding[] {
  const own = openssl('pkey', '-in', key, '-passin', 'pass:', '-pubout');
  if (own === undefined)
    return [
      {
        what: 'holds no private key in PEM that can be read without a passphrase',
        remedy: 'write it without one: openssl pkey -in KEY',
      },
    ];
  const chain = existsSync(certificate) ? certificatesIn(certificate) : undefined;
  const wanted = chain?.[0].publicKey.export({ type: 'spki', format: 'pem' });
  return wanted === undefined || own === wanted
    ? []
    : [{ what: 'is not the key of the certificate', remedy: 'name the one that it was made for' }];
}

function subjectOf({ subject }: X509Certificate): string {
  return `'${(subject ?? '').split('\n').join(', ')}'`;
}

/** What openssl prints; undefined where it fails. */
function openssl(...args: string[]): string | undefined {
  try {
    return execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}
