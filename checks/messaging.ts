import type { Stand } from '../model/stand';
import { hostsOf } from '../model/topology/groups';
import type { Host } from '../model/topology/hosts';
import { spareDays } from './hosts/judgements';
import type { Probe } from './probe';
import type { Tools } from './tools';
import { certified, daysOf, useProbes } from './uses';

/** What is tried on each node: its name in xmpp/messaging.py, the probe's name, what is expected. */
export function ofNode(stand: Stand, days: number) {
  const holding = (what: string) => certified(stand, what, days);
  const uses = [
    ['STARTTLS', 'login over STARTTLS', holding('the probe account logs in')],
    ['direct TLS', 'login over direct TLS', holding('the probe account logs in')],
    ['443', 'login by port 443', holding('the probe account logs in, and its address is seen')],
    ['WebSocket', 'login over WebSocket', holding('the probe account logs in')],
    ['BOSH', 'login over BOSH', holding('the probe account logs in')],
    ['web addresses', 'web addresses', 'http leads to https, and host-meta to WebSocket and BOSH'],
    [
      'web chat',
      'web chat',
      'browsers are shown the chat, its parts and a page for people, which run no scripts of others',
    ],
    ['API', 'API', 'no command is run for a stranger'],
    ['servers', 'other servers', holding('a server-to-server stream opens')],
    ['servers by TLS', 'other servers over direct TLS', holding('a server-to-server stream opens')],
    ['servers by 443', 'other servers by port 443', holding('a server-to-server stream opens')],
    ['offline', 'offline delivery', 'a message waits for its receiver'],
    ['upload', 'file upload', 'a file can be uploaded and downloaded'],
    ['proxy', 'file proxy', 'data passes from one client to the other'],
    ['MQTT', 'MQTT', 'a subscriber gets what is published'],
    ['STUN', 'STUN', 'a binding request is answered'],
    ['STUN by TCP', 'STUN over TCP', 'a binding request is answered'],
    ['STUN by TLS', 'STUN over TLS', holding('the own address is told')],
  ] as const;
  return uses.filter(([what]) => what !== 'web chat' || stand.webChat);
}

/** What is tried between two nodes. */
const ofPair = [
  ['message', 'message', 'it arrives, and so does the reply'],
  ['room', 'room', 'each occupant gets what the other says'],
  ['file', 'file', 'what one has taken, the other has at once'],
  ['TURN', 'TURN', 'data passes from one relay to the other'],
] as const;

/** What users do: each kind of login to each node, and each node with the next. */
export function messagingProbes(stand: Stand, tools: Tools): Probe[] {
  const nodes = hostsOf(stand, 'ejserver');
  const days = daysOf(stand, spareDays);
  const uses = [
    ...ofNode(stand, days).flatMap(([what, name, expected]) =>
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
    certificateDays: days,
  });
}

/** Each host with the next one, the last with the first. */
function neighbours(hosts: readonly Host[]): [Host, Host][] {
  return hosts.map((host, index) => [host, hosts[(index + 1) % hosts.length] as Host]);
}
