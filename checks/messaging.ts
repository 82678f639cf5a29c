import { accountSecret, probeAccount, uploadsRoot } from '../model/services/ejabberd';
import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import type { Host } from '../model/topology/hosts';
import { xmppPorts } from '../xmpp/ports';
import { xmppScript } from '../xmpp/scripts';
import { spareDays } from './hosts/judgements';
import type { Finding, Probe } from './probe';
import type { Tools } from './tools';

/** What is tried on each node: its name in xmpp/messaging.py, the probe's name, what is expected. */
const ofNode = [
  ['STARTTLS', 'login over STARTTLS', certified('the probe account logs in')],
  ['direct TLS', 'login over direct TLS', certified('the probe account logs in')],
  ['443', 'login by port 443', certified('the probe account logs in, and its address is seen')],
  ['WebSocket', 'login over WebSocket', certified('the probe account logs in')],
  ['BOSH', 'login over BOSH', certified('the probe account logs in')],
  ['web addresses', 'web addresses', 'http leads to https, and host-meta to WebSocket and BOSH'],
  ['API', 'API', 'no command is run for a stranger'],
  ['servers', 'other servers', certified('a server-to-server stream opens')],
  ['servers by TLS', 'other servers over direct TLS', certified('a server-to-server stream opens')],
  ['servers by 443', 'other servers by port 443', certified('a server-to-server stream opens')],
  ['offline', 'offline delivery', 'a message waits for its receiver'],
  ['upload', 'file upload', 'a file can be uploaded and downloaded'],
  ['MQTT', 'MQTT', 'a subscriber gets what is published'],
  ['STUN', 'STUN', 'a binding request is answered'],
  ['STUN by TCP', 'STUN over TCP', 'a binding request is answered'],
  ['STUN by TLS', 'STUN over TLS', certified('the own address is told')],
] as const;

/** What is tried between two nodes. */
const ofPair = [
  ['message', 'message', 'it arrives, and so does the reply'],
  ['room', 'room', 'each occupant gets what the other says'],
  ['TURN', 'TURN', 'data passes from one relay to the other'],
] as const;

interface Seen extends Finding {
  /** Path of the URL of a file that was uploaded. */
  readonly file?: string;
}

/** What users do: each kind of login to each node, and each node with the next. */
export function messagingProbes(stand: Stand, tools: Tools): Probe[] {
  const nodes = hostsOf(stand, 'ejserver');
  const tries = [
    ...ofNode.flatMap(([what, name, expected]) =>
      nodes.map((node) => ({ what, nodes: [node], name: `${name} on ${node.name}`, expected })),
    ),
    ...ofPair.flatMap(([what, name, expected]) =>
      neighbours(nodes).map(([from, to]) => ({
        ...{ what, nodes: [from, to], expected },
        name: `${name} from ${from.name} to ${to.name}`,
      })),
    ),
  ];
  const task = {
    domain: stand.domain,
    account: probeAccount,
    authority: tools.authority,
    nodes: Object.fromEntries(nodes.map((node) => [node.name, node.managementAddress])),
    ports: xmppPorts,
    certificate_days: spareDays,
    probes: tries.map(({ what, nodes: on }) => [what, ...on.map(({ name }) => name)]),
  };
  const secrets = [accountSecret(probeAccount)];
  return tries.map(({ nodes: [node], name, expected }, index) => ({
    group: 'messaging',
    name,
    expected,
    next: `./stand ssh ${node?.name} sudo tail -n 40 /var/log/ejabberd/ejabberd.log`,
    run: async () => {
      const seen = (await tools.askHere(xmppScript('messaging.py'), task, secrets)) as Seen[];
      const { file, ...finding } = seen[index] as Seen;
      if (file) await tools.ask(node as Host, 'remove_upload.py', `${uploadsRoot}${file}`);
      return finding;
    },
  }));
}

function certified(what: string): string {
  return `${what}; the certificate is for the domain, by the stand's authority, and valid for ${spareDays} days or more`;
}

/** Each host with the next one, the last with the first. */
function neighbours(hosts: readonly Host[]): [Host, Host][] {
  return hosts.map((host, index) => [host, hosts[(index + 1) % hosts.length] as Host]);
}
