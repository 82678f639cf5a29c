import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Host } from '../../model/topology/hosts';
import type { Probe } from '../probe';
import type { Tools } from '../tools';
import { certified, daysOf, useProbes } from '../uses';

/** Days left of a certificate from which on strangers are about to be turned away. */
const certificateDays = 14;

/** What the world may use of a node: its name in xmpp/messaging.py, the probe's name, what is expected. */
const entrances = (holding: (what: string) => string) =>
  [
    ['STARTTLS', 'login over STARTTLS', holding('the probe account logs in')],
    ['direct TLS', 'login over direct TLS', holding('the probe account logs in')],
    ['443', 'login by port 443', holding('the probe account logs in, and its address is seen')],
    ['web addresses', 'web addresses', 'http leads to https, and host-meta to WebSocket and BOSH'],
    ['servers', 'other servers', holding('a server-to-server stream opens')],
    ['servers by TLS', 'other servers over direct TLS', holding('a server-to-server stream opens')],
    ['STUN by TCP', 'STUN over TCP', 'a binding request is answered'],
    ['STUN by TLS', 'STUN over TLS', holding('the own address is told')],
    ['relay', 'TURN', 'it relays at the public address what comes from elsewhere'],
  ] as const;

type Way = ReturnType<typeof entrances>[number];

/** Each way in by each public address, and by each floating one there; a relay of TURN does not float. */
export function entranceProbes(stand: Stand, tools: Tools): Probe[] {
  const days = daysOf(stand, certificateDays);
  const ways = entrances((what) => certified(stand, what, days));
  const steady = ways.filter(([what]) => what !== 'relay');
  return [
    ...probesAt(stand, tools, 'public', ({ publicAddress }) => publicAddress, ways),
    ...probesAt(stand, tools, 'floating', floatingEntrance, steady),
  ];
}

function floatingEntrance({ floating }: Host): string | undefined {
  return floating.find(({ network }) => network.kind === 'public')?.address;
}

function probesAt(
  stand: Stand,
  tools: Tools,
  kind: 'public' | 'floating',
  addressOf: (node: Host) => string | undefined,
  ways: readonly Way[],
): Probe[] {
  const nodes = hostsOf(stand, 'ejserver').filter(addressOf);
  const uses = ways.flatMap(([what, name, expected]) =>
    nodes.map((node) => ({
      ...{ what, nodes: [node] as const, expected },
      name: `${name} at the ${kind} address of ${node.name}`,
    })),
  );
  const days = daysOf(stand, certificateDays);
  return useProbes(stand, tools, uses, { group: 'public', addressOf, certificateDays: days });
}
