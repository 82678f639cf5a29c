import { isDoor } from '../../model/published/publications';
import type { Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Host } from '../../model/topology/hosts';
import { ofNode } from '../messaging';
import type { Probe } from '../probe';
import type { Tools } from '../tools';
import { daysOf, useProbes } from '../uses';

/** Days left of a certificate from which on strangers are about to be turned away. */
const certificateDays = 14;

/** Those of the ways to use a node that are open to the world; see xmpp/messaging.py. */
const open: readonly string[] = [
  'STARTTLS',
  'direct TLS',
  '443',
  'web addresses',
  'servers',
  'servers by TLS',
  'proxy',
  'STUN by TCP',
  'STUN by TLS',
];

const relay = [
  'relay',
  'TURN',
  'it relays at the public address what comes from elsewhere',
] as const;

type Way = readonly [what: string, name: string, expected: string];

/**
 * Each way in by each public address, by IPv6 too, and by each floating one there; a relay of TURN does not float. Where hosts
 * are known by a published address, by that instead: whoever is no neighbour of theirs reaches no other one.
 */
export function entranceProbes(stand: Stand, tools: Tools): Probe[] {
  const days = daysOf(stand, certificateDays);
  const steady = ofNode(stand, days).filter(([what]) => open.includes(what));
  const ways = [...steady, relay];
  return [
    ...probesAt(stand, tools, 'public', publicEntrance, ways),
    ...probesAt(stand, tools, 'public IPv6', ({ publicIpv6 }) => publicIpv6, ways),
    ...probesAt(stand, tools, 'floating', floatingEntrance, steady),
    ...probesAt(stand, tools, 'published', (node) => publishedEntrance(stand, node), ways),
  ];
}

function publicEntrance({ publicAddress, worldAddress }: Host): string | undefined {
  return worldAddress === publicAddress ? publicAddress : undefined;
}

function floatingEntrance({ floating }: Host): string | undefined {
  return floating.find(({ network }) => network.kind === 'public' && !network.published)?.address;
}

function publishedEntrance(stand: Stand, host: Host): string | undefined {
  return publicEntrance(host) === undefined && isDoor(stand, host) ? host.worldAddress : undefined;
}

function probesAt(
  stand: Stand,
  tools: Tools,
  kind: 'public' | 'public IPv6' | 'floating' | 'published',
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
