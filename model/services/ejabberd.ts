import type { Flow, PortRange } from '../description/flow';
import type { Variables } from '../description/variables';
import { webChatArchive } from '../description/web-chat';
import type { Service, Stand, SystemAccount } from '../stand';
import { ownersBeside } from '../topology/floating';
import { hostsOf } from '../topology/groups';
import type { Host } from '../topology/hosts';
import type { Topology } from '../topology/topology';
import { addressFaults } from '../traffic/address-faults';
import { componentFaults, componentsOf } from './components';
import { ejabberdDatabase } from './ejabberd-database';
import { otherServerFaults } from './other-servers';
import { fromVault } from './service';
import { domainCertificateFiles, isSignedElsewhere, trustedOnNode } from './shown-certificate';

/** Subdomains of the XMPP domain on which ejabberd offers services. */
export const ejabberdSubdomains = ['conference', 'pubsub', 'upload'] as const;

/** The account by which `check` looks at what users get; it is nobody's, and no administrator. */
export const probeAccount = 'stand-check';

/** TCP ports of each node. */
export const ejabberdPorts = {
  clients: 5222,
  clientsTls: 5223,
  servers: 5269,
  serversTls: 5270,
  https: 5443,
  http: 5280,
  mqtt: 1883,
  proxy: 7777,
} as const;

/** What web clients ask for by HTTPS. */
export const ejabberdPaths = { webSocket: '/ws', bosh: '/bosh' } as const;

/** Those of them that are for the world: administrators' HTTP and MQTT are not, and HTTPS has a port of the web. */
const publicPorts = [
  ejabberdPorts.clients,
  ejabberdPorts.clientsTls,
  ejabberdPorts.servers,
  ejabberdPorts.serversTls,
  ejabberdPorts.proxy,
];

/** TCP ports of each node on loopback: there HAProxy brings clients, and tells their addresses. */
export const proxiedPorts = { clients: 5322, servers: 5370, https: 5543, turn: 3578 } as const;

/** Port on which each node answers STUN and TURN, by UDP and TCP. */
export const turnPort = 3478;

/**
 * UDP ports on which each node's TURN relays: one for each allocation, of which a call takes up to
 * three a participant. Enough for a hundred calls of three at once.
 */
const relayPorts = { first: 49152, last: 50175 } as const;

/** The same as flows have it. */
export const relayRange: PortRange = `${relayPorts.first}-${relayPorts.last}`;

/** What somebody may use of the nodes. */
type Use = Pick<Flow, 'protocol' | 'ports' | 'why'>;

const callsByUdp: Use = {
  protocol: 'udp',
  ports: [turnPort, relayRange],
  why: 'STUN and TURN, and what TURN relays',
};

const callsByTcp: Use = {
  protocol: 'tcp',
  ports: [turnPort],
  why: 'STUN and TURN where UDP does not get through',
};

/** The folder of each node below which uploaded files have the paths of their URLs. */
export const uploadsRoot = '/var/lib/ejabberd';

/** The folder that has the uploaded files, and nothing else. */
export const uploadsFolder = `${uploadsRoot}/upload`;

const account: SystemAccount = {
  name: 'ejabberd',
  id: 546,
  description: 'ejabberd',
  home: uploadsRoot,
  homeMode: '0700',
  shell: '/bin/sh',
};

/** The XMPP cluster. */
export const ejabberd: Service = {
  name: 'ejabberd',
  group: 'ejserver',
  after: ['postgresql', 'haproxy'],
  units: (stand) => ['ejabberd', ...(stand.retention.messages ? ['ejabberd-retention.timer'] : [])],
  leave: 'leave_ejabberd.py',
  // What Mnesia holds there, a node takes from the others when it joins them.
  data: [{ path: uploadsFolder, owner: account, mode: '0700' }],
  interruption: {
    what: 'each node restarts in turn, and sends its users away for about 10 s',
    by: /^role |^addresses$|_(firewall_window|net_ticktime|node_host|node_address|nodes|packages|default_release|tls_group|tls_curves|turn_address|turn_ipv6_address|turn_min_port|turn_max_port)$/,
  },
  stranding: {
    by: /^ejabberd_(domain|sql_database)$/,
    what: 'accounts and messages of the former domain stay in its database, where nobody finds them',
  },
  certificate: {
    // An XMPP server speaks for its domain, and for a node whose address it has taken over.
    names: (stand, host) => [
      ...namesOfDomain(stand),
      ...ownersBeside(stand, host).map(({ fqdn }) => fqdn),
    ],
    units: ['ejabberd'],
  },
  collectors: (stand) => [
    {
      name: 'ejabberd',
      arguments: [stand.domain, `${hostsOf(stand, 'ejserver').length}`, trustedOnNode(stand)],
    },
  ],
  flows: (stand) => [
    {
      from: neighbourNetworks(stand),
      to: 'ejserver',
      protocol: 'tcp',
      ports: Object.values(ejabberdPorts),
      why: 'XMPP clients and servers, HTTPS, HTTP, MQTT',
    },
    {
      from: neighbourNetworks(stand),
      to: 'ejserver',
      protocol: 'tcp',
      ports: [4369, '4200-4210'],
      why: 'Erlang distribution',
    },
    { from: neighbourNetworks(stand), to: 'ejserver', ...callsByUdp },
    { from: neighbourNetworks(stand), to: 'ejserver', ...callsByTcp },
    {
      from: neighbourNetworks(stand),
      to: 'ejserver',
      protocol: 'udp',
      ports: [514],
      why: 'syslog',
    },
    ...fromWorld(
      stand,
      { protocol: 'tcp', ports: publicPorts, why: 'XMPP clients and servers' },
      callsByTcp,
      callsByUdp,
    ),
    { from: isolatedNetworks(stand), to: 'ejserver', protocol: 'tcp', ports: [22], why: 'SSH' },
    { from: ['ejserver'], to: 'ejserver', protocol: 'vrrp', why: 'virtual router redundancy' },
  ],
  secrets: (stand) => [
    { name: 'ejabberd_cookie' },
    ...accountsOf(stand).map((account) => ({
      name: accountSecret(account),
      ...(account !== probeAccount && { rotation: { never: ofItsOwner(account, stand) } }),
    })),
    ...(componentsOf(stand).length > 0
      ? [{ name: 'ejabberd_components_secret', rotation: 'by name' as const }]
      : []),
  ],
  variables: (stand): Variables => ({
    ejabberd_default_release: stand.release.backportsSuite,
    ejabberd_domain: stand.domain,
    ejabberd_nodes: hostsOf(stand, 'ejserver').map(({ name }) => name),
    ejabberd_cookie: fromVault('ejabberd_cookie'),
    ejabberd_sql_database: ejabberdDatabase(stand).name,
    ejabberd_sql_user: ejabberdDatabase(stand).user,
    ejabberd_sql_password: fromVault('postgresql_ejabberd_password'),
    ejabberd_sql_schema_option: stand.release.ejabberdSchemaOption,
    ejabberd_password_options: stand.release.ejabberdPasswordOptions,
    ejabberd_invites: stand.release.ejabberdInvites,
    ejabberd_tls_curves: stand.release.tlsCurves,
    ejabberd_turn_min_port: relayPorts.first,
    ejabberd_turn_max_port: relayPorts.last,
    ejabberd_web_chat_package: stand.webChat
      ? `{{ lookup('ansible.builtin.env', 'STAND_CACHE') }}/web-chat/${webChatArchive}`
      : '',
    ejabberd_web_authority: !isSignedElsewhere(stand),
    ...(isSignedElsewhere(stand) && {
      ejabberd_tls_certificate: domainCertificateFiles.pem,
      ejabberd_tls_key: domainCertificateFiles.pem,
    }),
    ...(componentsOf(stand).length > 0 && {
      ejabberd_components_secret: fromVault('ejabberd_components_secret'),
    }),
    ...(stand.retention.messages && { ejabberd_message_days: stand.retention.messages }),
    ejabberd_admins: stand.accounts.admins,
    ejabberd_accounts: accountsOf(stand).map((name) => ({
      name,
      password: fromVault(accountSecret(name)),
      ...(name === probeAccount && { always_set: true }),
    })),
  }),
  hostVariables: (stand, host) => ({
    ejabberd_node_host: host.name,
    ejabberd_node_address: host.serviceAddress,
    ejabberd_turn_address: host.worldAddress ?? host.serviceAddress,
    ...(host.publicIpv6 && { ejabberd_turn_ipv6_address: host.publicIpv6 }),
    ...relayVariables(stand, host),
  }),
  faults: (stand) => {
    const secrets = new Map<string, string>();
    const shared = accountsOf(stand).flatMap((account) => {
      const other = secrets.get(accountSecret(account));
      secrets.set(accountSecret(account), account);
      if (other === undefined) return [];
      if (other === probeAccount) {
        const what = `'${account}' would share a password with the account of the checks`;
        return [{ where: 'accounts', what, remedy: 'choose another name' }];
      }
      const what = `'${account}' and '${other}' would share a password`;
      return [
        { where: 'accounts', what, remedy: 'choose names that differ in more than punctuation' },
      ];
    });
    return [
      ...shared,
      ...componentFaults(stand, namesOfDomain(stand)),
      ...otherServerFaults(stand),
      ...addressFaults(stand, 'ejserver', 'ejserver'),
    ];
  },
  emulated: {
    ejabberd_sql_pool_size: 3,
    ejabberd_sql_keepalive_interval: 60,
    ejabberd_net_ticktime: 60,
    ejabberd_ready_timeout: 900,
  },
};

/** All accounts that the stand starts with, its own first. */
function accountsOf({ accounts }: Stand): string[] {
  return [probeAccount, ...accounts.admins, ...accounts.users];
}

/** Why the stand changes no password of an account that it has made. */
function ofItsOwner(account: string, { release }: Pick<Stand, 'release'>): string {
  const other = release.ejabberdInvites
    ? `by a link of ./stand user reset ${account}`
    : 'as docs/people.md says';
  return `${account} changes it in a client, or ${other}`;
}

/** Vault's name of an account's first password; Ansible's variables take letters, digits and underscores. */
export function accountSecret(account: string): string {
  return `ejabberd_${account.replaceAll(/[^a-z0-9]/g, '_')}_password`;
}

/** Names for which every node speaks. */
export function namesOfDomain({ domain }: Pick<Stand, 'domain'>): string[] {
  return [domain, ...ejabberdSubdomains.map((name) => `${name}.${domain}`)];
}

/** Whether strangers reach a node. */
export function isPublic(stand: Topology): boolean {
  return hostsOf(stand, 'ejserver').some(({ publicAddress }) => publicAddress);
}

/** What the world may use of the nodes that have a public address; nothing where no node has one. */
export function fromWorld(stand: Topology, ...uses: readonly Use[]): Flow[] {
  return isPublic(stand) ? uses.map((use) => ({ from: ['world'], to: 'ejserver', ...use })) : [];
}

/** The nodes with which a node shares the address at which strangers know it, itself among them. */
function nodesBehind(stand: Topology, { worldAddress }: Host): readonly Host[] {
  return hostsOf(stand, 'ejserver').filter((host) => host.worldAddress === worldAddress);
}

/** The UDP ports on which a node relays. Nodes behind one address have a part each, since there a port leads to one of them. */
export function relayPortsOf(stand: Topology, node: Host): { first: number; last: number } {
  const nodes = nodesBehind(stand, node);
  const each = Math.floor((relayPorts.last + 1 - relayPorts.first) / nodes.length);
  const first = relayPorts.first + nodes.indexOf(node) * each;
  return { first, last: first + each - 1 };
}

function relayVariables(stand: Topology, host: Host): Variables {
  if (host.worldAddress === undefined || nodesBehind(stand, host).length === 1) return {};
  const { first, last } = relayPortsOf(stand, host);
  return { ejabberd_turn_min_port: first, ejabberd_turn_max_port: last };
}

/** The networks that ejabberd's nodes are attached to: clients and the other nodes are there. */
export function neighbourNetworks(stand: Topology): string[] {
  const attached = hostsOf(stand, 'ejserver').flatMap(({ interfaces }) => interfaces);
  return isolatedNetworks(stand).filter((name) =>
    attached.some(({ network }) => network.name === name),
  );
}

/** All networks but the one by which hosts are managed. */
export function isolatedNetworks({ networks }: Topology): string[] {
  return networks.filter(({ kind }) => kind === 'isolated').map(({ name }) => name);
}
