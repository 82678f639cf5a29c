import { StandTools } from '../../checks/stand-tools';
import { secretPaths } from '../../controller/paths';
import { readRotations } from '../../controller/rotations';
import { certificateFiles } from '../../model/services/base';
import type { Stand } from '../../model/stand';
import { describedStand } from '../config';
import type { Context } from '../context';
import { reachOf } from '../reach/reach';
import { runningHosts } from '../reach/running-hosts';
import { table } from '../table';
import { type AuthorityCertificate, authorityCertificates } from './authority';
import { type KnownSecret, knownSecrets } from './known-secrets';

/** Times of a host's certificate, such as 2030-01-02T03:04:05Z. */
interface HostCertificate {
  readonly host: string;
  readonly issued: string;
  readonly expires: string;
  /** Name of the authority that signed it. */
  readonly issuer: string;
}

/** What `secret list --json` prints. */
export interface SecretReport {
  /** Grows when a reader of the former one would be misled. */
  readonly version: 1;
  readonly stand: string;
  readonly secrets: readonly KnownSecret[];
  /** Of the hosts that answer. */
  readonly certificates: readonly HostCertificate[];
  readonly authority: readonly AuthorityCertificate[];
}

/** All that the stand keeps secret, without a value; of certificates, when they expire. */
export async function secretReport(context: Context): Promise<SecretReport> {
  const stand = describedStand(context.paths);
  const places = secretPaths(context.paths, stand);
  return {
    version: 1,
    stand: stand.name,
    secrets: knownSecrets(stand, readRotations(places)),
    certificates: await hostCertificates(context, stand),
    authority: authorityCertificates(places),
  };
}

async function hostCertificates(context: Context, stand: Stand): Promise<HostCertificate[]> {
  const tools = new StandTools(reachOf(context, stand));
  try {
    const asked = [...(await runningHosts(context, stand))].map(async (host) => {
      const times = await tools.ask(host, 'certificate.py', certificateFiles.certificate);
      return { host: host.name, ...(times as Omit<HostCertificate, 'host'>) };
    });
    const answers = await Promise.allSettled(asked);
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  } finally {
    tools.close();
  }
}

/** The report for people. */
export function secretText({ secrets, certificates, authority }: SecretReport): string {
  const rows = [
    ['secret', 'used by', 'rotated', 'rotate it'],
    ...secrets.map(({ name, usedBy, rotated, rotation, why }) => [
      ...[name, usedBy.join(', '), rotated ?? 'never'],
      why === null ? rotation : `never: ${why}`,
    ]),
    [],
    ['certificate of', 'issuer', 'issued', 'expires'],
    ...certificates.map(({ host, issuer, issued, expires }) => [host, issuer, issued, expires]),
    [],
    ['authority', 'sha256', '', 'expires'],
    ...authority.map(({ name, fingerprint, signs, expires }) => [
      ...[`${name}`, `${fingerprint.slice(0, 23)}…`, signs ? 'signs' : 'is trusted', expires],
    ]),
  ];
  return table(rows);
}
