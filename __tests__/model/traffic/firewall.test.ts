import fc from 'fast-check';
import { buildStand } from '../../../model/build-stand';
import { type Flow, portBounds } from '../../../model/description/flow';
import type { Stand } from '../../../model/stand';
import { groupNames, hostsOf } from '../../../model/topology/groups';
import type { Host } from '../../../model/topology/hosts';
import { forwardRules, inputRules, ipv6InputRules } from '../../../model/traffic/firewall';
import { dual, exposed, hostOf, shipped, vary } from '../../fixtures';
import { accepts, covers, type Journey, journeys, within } from './packets';

/** Names of the hosts in each group of the shipped stand. */
const members: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  ['all', ...groupNames].map((group) => [
    group,
    hostsOf(buildStand(shipped), group).map(({ name }) => name),
  ]),
);

type Sent = Journey & { readonly protocol: Flow['protocol']; readonly port?: number };

/** What the flows say about a packet. Groups are meant by the addresses they serve on. */
function declared(flows: readonly Flow[], sent: Sent): boolean {
  return flows.some(
    (flow) =>
      flow.protocol === sent.protocol &&
      (sent.port === undefined || covers(flow.ports ?? [], sent.port)) &&
      members[flow.to]?.includes(sent.receiver) &&
      flow.from.some((name) => {
        if (name === 'any') return true;
        const network = shipped.networks[name];
        if (network) return within(sent.source, network.cidr);
        return members[name]?.includes(sent.sender) && sent.network !== 'management';
      }),
  );
}

/** What the firewalls on the way do with it. */
function delivered(rules: Rules, sent: Sent): boolean {
  const forwarded = sent.network !== undefined || sent.receiver === 'gw1server';
  if (!forwarded && !accepts(rules.forward, sent)) return false;
  return accepts(rules.input[sent.receiver] ?? [], sent);
}

type Rules = ReturnType<typeof rulesOf>;

function rulesOf(stand: Stand) {
  return {
    input: Object.fromEntries(stand.hosts.map((host) => [host.name, inputRules(stand, host)])),
    forward: forwardRules(stand, hostOf(stand, 'gw1server')),
  };
}

/** Each port that a flow names, its neighbours and some more. */
function portsNear(flows: readonly Flow[]): number[] {
  const named = flows.flatMap(({ ports = [] }) => ports.map(portBounds));
  const near = named.flatMap(([first, last]) => [
    first - 1,
    first,
    first + 1,
    last - 1,
    last,
    last + 1,
  ]);
  return [...new Set([...near, 25, 443, 9100])].filter((port) => port > 0);
}

/** Packets on every way: pings, and to each port that a flow names, its neighbours and some more. */
function packets(flows: readonly Flow[]): Sent[] {
  const ports = portsNear(flows);
  return journeys(shipped).flatMap((journey) => [
    { ...journey, protocol: 'icmp-echo' as const },
    ...ports.map((port) => ({ ...journey, protocol: 'tcp' as const, port })),
    ...ports.map((port) => ({ ...journey, protocol: 'udp' as const, port })),
  ]);
}

const port = fc.integer({ min: 1, max: 300 });
const range = fc
  .tuple(port, port)
  .map(([one, other]) => `${Math.min(one, other)}-${Math.max(one, other)}` as const);
const numbered = {
  protocol: fc.constantFrom('tcp' as const, 'udp' as const),
  ports: fc.array(fc.oneof(port, range), { minLength: 1, maxLength: 20 }),
};
const ends = {
  from: fc.subarray([...Object.keys(members), ...Object.keys(shipped.networks), 'any'], {
    minLength: 1,
    maxLength: 3,
  }),
  to: fc.constantFrom(...Object.keys(members)),
  why: fc.string().filter((text) => !/\{[{%#]/.test(text)),
};
const flow: fc.Arbitrary<Flow> = fc.oneof(
  fc.record({ ...ends, ...numbered }),
  fc.record({ ...ends, protocol: fc.constant('icmp-echo' as const) }),
);

test('between the shipped hosts a packet arrives if and only if a flow declares it', () => {
  const stand = buildStand(shipped);
  const rules = rulesOf(stand);
  const sent = packets(stand.flows);
  const arrived = sent.filter((packet) => delivered(rules, packet));
  expect(arrived).toEqual(sent.filter((packet) => declared(stand.flows, packet)));
  expect(arrived.length).toBeGreaterThan(100);
});

test('the same holds for whatever flows a stand has', () => {
  fc.assert(
    fc.property(fc.array(flow, { minLength: 1, maxLength: 3 }), (flows) => {
      const stand = { ...buildStand(vary({ flows })), flows };
      const rules = rulesOf(stand);
      const sent = packets(flows);
      const arrived = sent.filter((packet) => delivered(rules, packet));
      expect(arrived).toEqual(sent.filter((packet) => declared(flows, packet)));
    }),
    { numRuns: 15 },
  );
});

/** A packet of somebody who is in none of the stand's networks. */
interface Stranger {
  readonly source: string;
  readonly destination: string;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

const strangers = (ports: readonly number[]): Stranger[] =>
  buildStand(exposed).hosts.flatMap(({ interfaces }) =>
    interfaces.flatMap(({ address: destination }) =>
      ports.flatMap((port) =>
        (['tcp', 'udp'] as const).map((protocol) => ({
          ...{ source: '198.51.100.7', destination, protocol, port },
        })),
      ),
    ),
  );

/** Which of the packets of strangers hosts accept, whatever brought them there. */
function accepted(stand: Stand, packets: readonly Stranger[]): Stranger[] {
  const rules = new Map(stand.hosts.map((host) => [host, inputRules(stand, host)]));
  return packets.filter((packet) => {
    const host = stand.hosts.find(({ interfaces }) =>
      interfaces.some(({ address }) => address === packet.destination),
    );
    return accepts(rules.get(host as Host) ?? [], packet);
  });
}

test('strangers reach what people need of ejabberd, at public addresses, and nothing else', () => {
  const stand = buildStand(exposed);
  const arrived = accepted(stand, strangers(portsNear(stand.flows))).map(
    ({ destination, protocol, port }) => `${destination} ${protocol} ${port}`,
  );
  const needed = ['203.0.113.2', '203.0.113.3'].flatMap((address) => [
    ...[80, 443, 3478, 5222, 5223, 5269, 5270, 5349, 7777].map((port) => `${address} tcp ${port}`),
    ...[3478, 49152, 49153, 50174, 50175].map((port) => `${address} udp ${port}`),
  ]);
  expect(arrived.sort()).toEqual(needed.sort());
});

test('whatever flows a stand has, strangers come in where the world or anybody is let in', () => {
  const receivers = ['ejserver', 'all', 'baculas'];
  const open = fc.record({
    ...{ ...ends, to: fc.constantFrom(...receivers), ...numbered },
    from: fc.subarray(['world', 'any', 'dmz', 'public', 'monserver'], { minLength: 1 }),
  });
  fc.assert(
    fc.property(fc.array(open, { minLength: 1, maxLength: 3 }), (flows) => {
      const stand = { ...buildStand(vary({ flows }, exposed)), flows };
      const packets = strangers(portsNear(flows));
      const letIn = packets.filter(({ destination, protocol, port }) =>
        flows.some(
          (flow) =>
            flow.protocol === protocol &&
            covers(flow.ports, port) &&
            hostsOf(stand, flow.to).some(
              ({ interfaces, publicAddress }) =>
                (flow.from.includes('any') &&
                  interfaces.some(({ address }) => address === destination)) ||
                (flow.from.includes('world') && publicAddress === destination),
            ),
        ),
      );
      expect(accepted(stand, packets)).toEqual(letIn);
    }),
    { numRuns: 50 },
  );
});

test('by IPv6 whatever flows a stand has, strangers and neighbours come in where they do by IPv4', () => {
  const open = fc.record({
    ...{ ...ends, to: fc.constantFrom('ejserver', 'all', 'baculas'), ...numbered },
    from: fc.subarray(['world', 'any', 'dmz', 'public', 'ejserver', 'monserver'], { minLength: 1 }),
  });
  // A stranger, somebody on the public network, and one who would pass for a host.
  const senders = [
    ['2001:db8:51::7', '198.51.100.7'],
    ['2001:db8:5::99', '203.0.113.9'],
    ['2001:db8:5::3', '203.0.113.3'],
  ] as const;
  fc.assert(
    fc.property(fc.array(open, { minLength: 1, maxLength: 3 }), (flows) => {
      const stand = { ...buildStand(vary({ flows }, dual)), flows };
      for (const host of stand.hosts) {
        const rules = ipv6InputRules(stand, host);
        if (!host.publicIpv6 || !host.publicAddress) {
          expect(rules).toEqual([]);
          continue;
        }
        const before = inputRules(stand, host);
        for (const port of portsNear(flows))
          for (const protocol of ['tcp', 'udp'] as const)
            for (const [source, byIpv4] of senders) {
              const packet = { source, destination: host.publicIpv6, protocol, port };
              const same = { ...packet, source: byIpv4, destination: host.publicAddress };
              expect(accepts(rules, packet)).toBe(accepts(before, same));
              // At any other address of the host, such as a link-local one, nobody comes in.
              expect(accepts(rules, { ...packet, destination: 'fe80::5054:ff:fe00:1' })).toBe(
                false,
              );
            }
      }
    }),
    { numRuns: 30 },
  );
});

test('a public network changes nothing for the hosts that are not on it', () => {
  const [before, after] = [rulesOf(buildStand(shipped)), rulesOf(buildStand(exposed))];
  expect(after.forward).toEqual(before.forward);
  for (const { name, publicAddress } of buildStand(exposed).hosts) {
    const inside = after.input[name]?.filter(({ destination }) => destination === undefined);
    expect(inside).toEqual(before.input[name]);
    expect(publicAddress !== undefined).toBe(inside?.length !== after.input[name]?.length);
  }
});

test('no rule names more ports than iptables takes: 15, a range counting as two', () => {
  fc.assert(
    fc.property(fc.array(flow, { minLength: 1, maxLength: 5 }), (flows) => {
      const { input, forward } = rulesOf(buildStand(vary({ flows })));
      for (const { ports } of [...Object.values(input).flat(), ...forward]) {
        const weights = ports.map((entry) => (typeof entry === 'number' ? 1 : 2));
        expect(weights.reduce((sum: number, weight) => sum + weight, 0)).toBeLessThanOrEqual(15);
      }
    }),
    { numRuns: 50 },
  );
});

test('merged rules still say what each of their flows is for', () => {
  const flows: Flow[] = ['one', 'two', 'two'].map((why, index) => ({
    from: ['dmz'],
    to: 'gwserver',
    protocol: 'tcp',
    ports: [1000 + index],
    why,
  }));
  const stand = { ...buildStand(shipped), flows };
  expect(inputRules(stand, hostOf(stand, 'gw1server'))).toEqual([
    { source: '192.168.1.0/29', protocol: 'tcp', ports: [1000, 1001, 1002], why: 'one; two' },
  ]);
});

test('a host accepts no packets of its own from outside', () => {
  const stand = buildStand(shipped);
  const host = hostOf(stand, 'psql1server');
  const own = { source: '192.168.1.10', destination: '192.168.1.10', protocol: 'tcp', port: 5432 };
  expect(accepts(inputRules(stand, host), { ...own, protocol: 'tcp' })).toBe(false);
});

test('VRRP is accepted by the ejabberd nodes alone, from each other, and never forwarded', () => {
  const stand = buildStand(shipped);
  const { input, forward } = rulesOf(stand);
  const accepting = Object.keys(input).filter((name) =>
    input[name]?.some(({ protocol }) => protocol === 'vrrp'),
  );
  expect(accepting).toEqual(['e1server', 'e2server']);
  expect(forward.filter(({ protocol }) => protocol === 'vrrp')).toEqual([]);
});

test('nothing is forwarded from or to the management network, whatever the flows', () => {
  const flows: Flow[] = [
    { from: ['any', 'management'], to: 'all', protocol: 'tcp', ports: [7], why: 'echo' },
    { from: ['management'], to: 'ejserver', protocol: 'udp', ports: [7], why: 'echo' },
  ];
  const { forward } = rulesOf(buildStand(vary({ flows })));
  for (const { source, destination } of forward) {
    expect(source).toMatch(/^192\.168\.1\./);
    expect(destination).toMatch(/^192\.168\.1\./);
  }
  expect(forward.some(({ ports }) => ports.includes(7))).toBe(true);
});

test('only a gateway forwards', () => {
  const stand = buildStand(shipped);
  const forwarding = stand.hosts.filter((host) => forwardRules(stand, host).length > 0);
  expect(forwarding.map(({ name }) => name)).toEqual(['gw1server']);
});
