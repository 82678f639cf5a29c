import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../test-stand/checkout';
import { asStranger } from '../../../test-stand/stranger';

/** An address and a port. */
export type Target = readonly [address: string, port: number];

/** What the world may use of addresses, written down by hand. */
export const forWorld = {
  tcp: [80, 443, 3478, 5222, 5223, 5269, 5270, 5349, 7777],
  turn: 3478,
  /** The first and the last port of what TURN relays: let in, though nobody listens. */
  relay: [49152, 50175],
} as const;

export const everyPort = Array.from({ length: 65535 }, (_, index) => index + 1);

export function each(addresses: readonly string[], ports: readonly number[]): Target[] {
  return addresses.flatMap((address) => ports.map((port): Target => [address, port]));
}

/**
 * What comes of a stranger's attempts, but for those that nobody answers; see checks/guest/reach.py.
 * @param places addresses where answers from ports for the world are waited for
 */
export async function reachAsStranger(
  places: readonly string[],
  tcp: readonly Target[],
  udp: readonly Target[],
  ping: readonly string[],
) {
  const wanted = (ports: readonly number[]) => (target: Target) => [
    ...target,
    places.includes(target[0]) && ports.includes(target[1]),
  ];
  const task = {
    tcp: tcp.map(wanted(forWorld.tcp)),
    udp: udp.map(wanted([forWorld.turn, ...forWorld.relay])),
    ping,
    stun: forWorld.turn,
  };
  const script = readFileSync(join(root, 'checks', 'guest', 'reach.py'), 'utf8');
  const said = await asStranger(['python3', '-c', script], JSON.stringify(task));
  const found = JSON.parse(said) as { tcp: string[]; udp: string[]; ping: (number | null)[] };
  const named = (targets: readonly Target[], outcomes: readonly string[]) =>
    targets.flatMap(([address, port], index) => {
      const outcome = outcomes[index] as string;
      return ['dropped', 'silent'].includes(outcome) ? [] : [`${address}:${port} ${outcome}`];
    });
  return {
    tcp: named(tcp, found.tcp),
    udp: named(udp, found.udp),
    pings: ping.filter((_, index) => found.ping[index] !== null),
  };
}
