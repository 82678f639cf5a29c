import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
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

/** Each way in by each public address. */
export function entranceProbes(stand: Stand, tools: Tools): Probe[] {
  const nodes = hostsOf(stand, 'ejserver').filter(({ publicAddress }) => publicAddress);
  const days = daysOf(stand, certificateDays);
  const holding = (what: string) => certified(stand, what, days);
  const uses = entrances(holding).flatMap(([what, name, expected]) =>
    nodes.map((node) => ({
      ...{ what, nodes: [node] as const, expected },
      name: `${name} at the public address of ${node.name}`,
    })),
  );
  const addressOf = ({ publicAddress }: (typeof nodes)[number]) => publicAddress;
  return useProbes(stand, tools, uses, { group: 'public', addressOf, certificateDays: days });
}
