import { isAskedByHttp } from '../description/certificates';
import { distinct } from '../description/distinct';
import { isDoor } from '../published/publications';
import {
  ejabberdPaths,
  ejabberdPorts,
  ejabberdSubdomains,
  isPublic,
  namesOfDomain,
  turnPort,
} from '../services/ejabberd';
import { haproxyPorts } from '../services/haproxy';
import { domainCertificateFiles, isSignedElsewhere } from '../services/shown-certificate';
import type { Stand } from '../stand';
import { hostsOf } from '../topology/groups';
import type { Host } from '../topology/hosts';
import { issuerRecords, issuerRemarks } from './issuers';
import { absolute, type DnsRecord, needs, record } from './record';

/** Seconds for which a record may be remembered: a node that moves is found again within the hour. */
export const timeToLive = 3600;

/** The nodes that records lead to: those that are public, or all where none is. */
function nodesOf(stand: Stand): readonly Host[] {
  const nodes = hostsOf(stand, 'ejserver');
  return isPublic(stand) ? nodes.filter(({ publicAddress }) => publicAddress) : nodes;
}

/**
 * The records by which clients and other servers find the stand, those that are needed most first; none where it
 * has no ejabberd.
 */
export function dnsRecords(stand: Stand): DnsRecord[] {
  const nodes = nodesOf(stand);
  if (nodes.length === 0) return [];
  const doors = nodes.filter((node) => isDoor(stand, node));
  // By IPv6 each node is reached itself; whoever asks for another one by IPv4 is let in by a door, which speaks for the domain.
  const found = nodes.filter((node) => doors.includes(node) || node.publicIpv6);
  const records = [
    ...nodeRecords(nodes),
    ...connections.flatMap((connection) =>
      serviceRecords(
        stand.domain,
        nodesAnswering(connection, isOfDomain(connection) ? found : doors),
        connection,
      ),
    ),
    ...federated.flatMap((name) => subdomainRecords(`${name}.${stand.domain}`, found)),
    // Nodes behind one address have the same.
    ...distinct(addressRecords(stand, found)),
    ...issuerRecords(stand),
    ...webRecords(stand, doors),
  ];
  return needs.flatMap((wanted) => records.filter(({ need }) => need === wanted));
}

/** Whether who connects wants to be shown the domain's name, not that of the node. */
function isOfDomain({ service }: Connection): boolean {
  return service.startsWith('_xmpp');
}

/** What no record says, in sentences. */
export function dnsRemarks(stand: Stand): string[] {
  const nodes = nodesOf(stand);
  const [node] = nodes;
  if (!node) return [];
  const left = hostsOf(stand, 'ejserver').filter((host) => !nodes.includes(host));
  const { domain } = stand;
  return [
    ...(isPublic(stand)
      ? []
      : [
          'No node of ejabberd has a public address: nobody outside of the stand reaches these. docs/operations.md, "Reached from outside", says how to give them one.',
        ]),
    ...left.map(({ name }) => `${name} has no public address, so no record leads to it.`),
    `Web clients ask for https://${domain}/.well-known/host-meta (XEP-0156), and the nodes answer by port 443. Where the address of ${domain} is another web server's, let that pass the question on, or answer with the URLs of the TXT records.`,
    ...issuerRemarks(stand),
    `Where the zone is signed (DNSSEC), a record such as _${ejabberdPorts.servers}._tcp.${node.fqdn}. TLSA 3 1 1 DIGEST for each node and port vouches for its key, which renewed certificates keep, and a host that is made anew does not; its digest: ./stand ssh ${node.name} 'sudo openssl pkey -in ${shownKey(stand)} -pubout -outform DER | sha256sum'`,
  ];
}

/** The file in which a node has the key of what it shows. */
function shownKey(stand: Stand): string {
  return isSignedElsewhere(stand) ? domainCertificateFiles.pem : '/etc/ssl/private/stand.key';
}

/** A way to connect to every node, and the service under whose name clients look for it. */
interface Connection {
  readonly service: string;
  readonly port: number;
  /** The lowest is tried first. */
  readonly priority: number;
  readonly need: DnsRecord['need'];
  readonly why: string;
}

const toServers: Connection = {
  service: '_xmpp-server._tcp',
  port: ejabberdPorts.servers,
  priority: 10,
  need: 'required',
  why: 'other servers find the nodes by it',
};

/** What listens, by the names under which it is looked for (RFC 6120, XEP-0368, RFC 5389, RFC 5766). */
const connections: readonly Connection[] = [
  {
    service: '_xmpp-client._tcp',
    port: ejabberdPorts.clients,
    priority: 10,
    need: 'required',
    why: 'clients find the nodes by it',
  },
  {
    service: '_xmpps-client._tcp',
    port: ejabberdPorts.clientsTls,
    priority: 5,
    need: 'recommended',
    why: 'clients that know direct TLS try it first: it takes less time',
  },
  {
    service: '_xmpps-client._tcp',
    port: haproxyPorts.https,
    priority: 20,
    need: 'recommended',
    why: 'clients where only the web is let through try it last',
  },
  toServers,
  {
    service: '_xmpps-server._tcp',
    port: ejabberdPorts.serversTls,
    priority: 5,
    need: 'recommended',
    why: 'other servers that know direct TLS try it first',
  },
  ...calls(['_stun._udp', '_stun._tcp', '_turn._udp', '_turn._tcp'], turnPort),
  ...calls(['_stuns._tcp', '_turns._tcp'], haproxyPorts.turnTls),
];

function calls(services: readonly string[], port: number): Connection[] {
  const why = 'for calls; clients that log in are told without it (XEP-0215)';
  return services.map((service) => ({ service, port, priority: 10, need: 'optional', why }));
}

/**
 * The nodes that a connection's records may lead to. By UDP a node answers from its own address, which whoever has asked
 * a floating one takes for a stranger's.
 */
function nodesAnswering({ service }: Connection, nodes: readonly Host[]): readonly Host[] {
  if (!service.endsWith('._udp')) return nodes;
  return nodes.filter(({ floating, clientAddress }) =>
    floating.every(({ address }) => address !== clientAddress),
  );
}

/** Those that people of other servers talk to; uploads are asked for by the own ones. */
const federated = ejabberdSubdomains.filter((name) => name !== 'upload');

function nodeRecords(nodes: readonly Host[]): DnsRecord[] {
  const why = 'clients and servers connect to the node';
  return nodes.flatMap((node) => addressesOf(node.fqdn, node, 'required', why));
}

function serviceRecords(
  domain: string,
  nodes: readonly Host[],
  { service, port, priority, need, why }: Connection,
): DnsRecord[] {
  // All nodes are alike, so they are chosen equally often.
  return nodes.map(({ fqdn }) =>
    record(`${service}.${domain}`, need, why, {
      ...{ type: 'SRV', priority, weight: 10, port, target: absolute(fqdn) },
    }),
  );
}

function subdomainRecords(name: string, nodes: readonly Host[]): DnsRecord[] {
  const why = `other servers find ${name} by it`;
  return serviceRecords(name, nodes, { ...toServers, need: 'recommended', why });
}

/** Addresses of the names below the domain, and of the domain itself. */
function addressRecords({ domain, certificates }: Stand, nodes: readonly Host[]): DnsRecord[] {
  const of = (name: string, need: DnsRecord['need'], why: string) =>
    nodes.flatMap((node) => addressesOf(name, node, need, why));
  const below = (name: string) => `${name}.${domain}`;
  if (isAskedByHttp(certificates)) {
    const why = 'the authority asks there, by http, before it certifies the name';
    return namesOfDomain({ domain }).flatMap((name) => of(name, 'required', why));
  }
  const why = 'for whoever looks up no SRV records';
  return [
    ...of(below('upload'), 'required', 'files are sent and fetched by it, on whichever node'),
    ...federated.flatMap((name) => of(below(name), 'optional', why)),
    ...of(domain, 'recommended', `${why}; leave it out where the domain's web server is elsewhere`),
  ];
}

/** @see XEP-0156, section 4 */
function webRecords({ domain }: Stand, nodes: readonly Host[]): DnsRecord[] {
  const why = 'web clients of former days look it up; others ask for host-meta';
  return nodes.flatMap(({ fqdn }) =>
    [
      `_xmpp-client-websocket=wss://${fqdn}${ejabberdPaths.webSocket}`,
      `_xmpp-client-xbosh=https://${fqdn}${ejabberdPaths.bosh}`,
    ].map((text) => record(`_xmppconnect.${domain}`, 'optional', why, { type: 'TXT', text })),
  );
}

function addressesOf(
  name: string,
  { clientAddress, publicIpv6 }: Host,
  need: DnsRecord['need'],
  why: string,
): DnsRecord[] {
  return [
    record(name, need, why, { type: 'A', address: clientAddress }),
    ...(publicIpv6 ? [record(name, need, why, { type: 'AAAA', address: publicIpv6 })] : []),
  ];
}
