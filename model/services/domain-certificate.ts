import type { Variables } from '../description/variables';
import type { Service, Stand } from '../stand';
import { ownersBeside } from '../topology/floating';
import { hostsOf } from '../topology/groups';
import type { Host } from '../topology/hosts';
import { namesOfDomain } from './ejabberd';
import { fromVault } from './service';

/**
 * What strangers are shown where that is not the host's own certificate: there is one before HAProxy and ejabberd
 * read it. That of an ACME authority comes later, by the service `acme`.
 */
export const domainCertificate: Service = {
  name: 'domain_certificate',
  group: 'ejserver',
  wanted: ({ certificates }) => certificates !== undefined && certificates.source !== 'own',
  after: ['base'],
  units: [],
  flows: () => [],
  secrets: ({ certificates: { source } }) => (source === 'acme' ? [{ name: accountSecret }] : []),
  variables: ({ certificates: { source } }): Variables =>
    source === 'acme'
      ? { domain_certificate_account: fromVault(accountSecret) }
      : {
          domain_certificate_chain: `{{ lookup('ansible.builtin.file', inventory_dir ~ '/files/domain_certificate/${chainFile}') }}`,
          // Where it lies is the controller's own affair.
          domain_certificate_key:
            "{{ lookup('ansible.builtin.file', controller_certificate_key) }}",
        },
};

/** What nodes derive the key of their account at an ACME authority from. */
const accountSecret = 'acme_account';

/** Name of the copied file that has the certificate. */
export const chainFile = 'certificate.pem';

/**
 * Names that a node's certificate has: the domain's, by which it is reached, its own, by which it is also a certificate
 * that no other node has, and those of nodes whose addresses it takes over.
 */
export function namesOfNode(
  stand: Pick<Stand, 'domain' | 'hosts' | 'groups'>,
  node: Host,
): string[] {
  const owners = [node, ...ownersBeside(stand, node)];
  return [...namesOfDomain(stand), ...owners.map(({ fqdn }) => fqdn)];
}

/** Names that a certificate must have which all nodes share. */
export function namesOfAllNodes(stand: Stand): string[] {
  return [...new Set(hostsOf(stand, 'ejserver').flatMap((node) => namesOfNode(stand, node)))];
}
