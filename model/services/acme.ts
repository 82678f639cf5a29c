import {
  type AcmeCertificates,
  type CertificatesConfig,
  type DnsUpdates,
  isAskedByHttp,
} from '../description/certificates';
import type { Variables } from '../description/variables';
import type { Service, Stand } from '../stand';
import { hostsOf } from '../topology/groups';
import type { Host } from '../topology/hosts';
import { namesOfNode } from './domain-certificate';
import { isPublic, namesOfDomain } from './ejabberd';
import { fromVault } from './service';

/** The program of each node that obtains its certificate, and says how that went. */
export const acmeProgram = '/usr/local/libexec/domain-certificate';

/** Each node's certificate of the domain, from an authority that speaks ACME. */
export const acme: Service = {
  name: 'acme',
  group: 'ejserver',
  wanted: ({ certificates }) => certificates?.source === 'acme',
  // The authority asks HAProxy; what it signs is for both.
  after: ['haproxy', 'ejabberd'],
  units: ['domain-certificate.timer'],
  collectors: () => [{ name: 'domain_certificate' }],
  flows: () => [],
  secrets: ({ certificates }) =>
    updatesOf(certificates)
      ? [{ name: keySecret, rotation: { never: 'the name server has it too' } }]
      : [],
  variables: (stand): Variables => {
    const { directory, contact, authority } = stand.certificates as AcmeCertificates;
    const updates = updatesOf(stand.certificates);
    return {
      acme_directory: directory,
      acme_contact: contact.replace(/^mailto:/, ''),
      ...(authority !== undefined && {
        acme_authority: `{{ lookup('ansible.builtin.file', inventory_dir ~ '/files/acme/${authorityFile}') }}`,
      }),
      ...(updates && {
        acme_dns: { ...updates, algorithm: updates.algorithm ?? 'hmac-sha256' },
        acme_dns_secret: fromVault(keySecret),
      }),
    };
  },
  hostVariables: (stand, host): Variables => {
    const nodes = hostsOf(stand, 'ejserver');
    return {
      acme_names: isProvable(stand, host) ? namesOfNode(stand, host) : namesOfDomain(stand),
      // Nodes take turns: by DNS each would remove the other's proof.
      acme_minute: Math.floor((60 * nodes.indexOf(host)) / nodes.length),
      acme_minutes: Math.floor(60 / nodes.length / 2),
    };
  },
};

/** Whether a node's own name can be proven: asked by http it must be public, where any node is. */
function isProvable(stand: Stand, { publicAddress }: Host): boolean {
  return !isAskedByHttp(stand.certificates) || !isPublic(stand) || publicAddress !== undefined;
}

/** Generated like any other, and fit for a key; the name server gets it, or has its own put in its place. */
const keySecret = 'acme_tsig';

/** The name server that is told the proofs, where one is. */
function updatesOf(certificates: CertificatesConfig): DnsUpdates | undefined {
  return certificates.source === 'acme' && certificates.challenge !== 'http-01'
    ? certificates.challenge['dns-01']
    : undefined;
}

/** Name of the copied file that has the certificates of a private authority. */
export const authorityFile = 'authority.pem';
