import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import type { Host } from '../model/topology/hosts';
import { spareDays } from './hosts/judgements';
import type { Probe } from './probe';
import type { Tools } from './tools';
import { certified, useProbes } from './uses';

/** What is tried on each node: its name in xmpp/messaging.py, the probe's name, what is expected. */
const ofNode = [
  ['STARTTLS', 'login over STARTTLS', certified('the probe account logs in', spareDays)],
  ['direct TLS', 'login over direct TLS', certified('the probe account logs in', spareDays)],
  [
    '443',
    'login by port 443',
    certified('the probe account logs in, and its address is seen', spareDays),
  ],
  ['WebSocket', 'login over WebSocket', certified('the probe account logs in', spareDays)],
  ['BOSH', 'login over BOSH', certified('the probe account logs in', spareDays)],
  ['web addresses', 'web addresses', 'http leads to https, and host-meta to WebSocket and BOSH'],
  ['API', 'API', 'no command is run for a stranger'],
  ['servers', 'other servers', certified('a server-to-server stream opens', spareDays)],
  [
    'servers by TLS',
    'other servers over direct TLS',
    certified('a server-to-server stream opens', spareDays),
  ],
  [
    'servers by 443',
    'other servers by port 443',
    certified('a server-to-server stream opens', spareDays),
  ],
  ['offline', 'offline delivery', 'a message waits for its receiver'],
  ['upload', 'file upload', 'a file can be uploaded and downloaded'],
  ['MQTT', 'MQTT', 'a subscriber gets what is published'],
  ['STUN', 'STUN', 'a binding request is answered'],
  ['STUN by TCP', 'STUN over TCP', 'a binding request is answered'],
  ['STUN by TLS', 'STUN over TLS', certified('the own address is told', spareDays)],
] as const;

/** What is tried between two nodes. */
const ofPair = [
  ['message', 'message', 'it arrives, and so does the reply'],
  ['room', 'room', 'each occupant gets what the other says'],
  ['TURN', 'TURN', 'data passes from one relay to the other'],
] as const;

/** What users do: each kind of login to each node, and each node with the next. */
export function messagingProbes(stand: Stand, tools: Tools): Probe[] {
  const nodes = hostsOf(stand, 'ejserver');
  const uses = [
    ...ofNode.flatMap(([what, name, expected]) =>
      nodes.map((node) => ({
        ...{ what, nodes: [node] as const, name: `${name} on ${node.name}`, expected },
      })),
    ),
    ...ofPair.flatMap(([what, name, expected]) =>
      neighbours(nodes).map(([from, to]) => ({
        ...{ what, nodes: [from, to] as const, expected },
        name: `${name} from ${from.name} to ${to.name}`,
      })),
    ),
  ];
  return useProbes(stand, tools, uses, {
    group: 'messaging',
    addressOf: ({ managementAddress }) => managementAddress,
    certificateDays: spareDays,
  });
}

/** Each host with the next one, the last with the first. */
function neighbours(hosts: readonly Host[]): [Host, Host][] {
  return hosts.map((host, index) => [host, hosts[(index + 1) % hosts.length] as Host]);
}
