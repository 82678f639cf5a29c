import { attempts, type Listening } from '../../../checks/network/attempts';
import { buildStand } from '../../../model/build-stand';
import type { StandConfig } from '../../../model/description/config';
import type { Stand } from '../../../model/stand';
import type { Host } from '../../../model/topology/hosts';
import { forwardRules, inputRules, ipv6InputRules } from '../../../model/traffic/firewall';
import { addressIn, gatewayBetween, pathBetween } from '../../../model/traffic/paths';
import {
  dual,
  exposed,
  fourPostgresql,
  hostOf,
  otherAddressPlan,
  shipped,
  threeNodes,
  twoGateways,
  vary,
  varyHost,
} from '../../fixtures';
import { accepts, type Packet } from '../../model/traffic/packets';

const nothing: Listening = { tcp: [], udp: [] };
const stand = buildStand(shipped);

const find = (sender: string, receiver: string, port: number, listening = nothing) =>
  attempts(stand, hostOf(stand, sender), () => listening)
    .filter((attempt) => attempt.receiver.name === receiver && attempt.port === port)
    .map(({ protocol, address, declared }) => ({ protocol, address, declared }));

test('what a flow declares is tried where the receiver serves', () => {
  expect(find('e1server', 'psql1server', 5432)).toEqual([
    { protocol: 'tcp', address: '192.168.121.12', declared: false },
    { protocol: 'tcp', address: '192.168.1.10', declared: true },
  ]);
});

test('what flows declare for others is tried as well, on every address', () => {
  expect(find('mon1server', 'psql1server', 5432)).toEqual([
    { protocol: 'tcp', address: '192.168.121.12', declared: false },
    { protocol: 'tcp', address: '192.168.1.10', declared: false },
  ]);
});

test('of a range both ends are tried', () => {
  for (const port of [4200, 4210]) {
    expect(find('e2server', 'e1server', port)).toContainEqual(
      expect.objectContaining({ address: '192.168.1.2', declared: true }),
    );
  }
});

test('a port on which a daemon listens is tried, though no flow knows it', () => {
  expect(find('e1server', 'psql1server', 7788)).toEqual([]);
  const found = find('e1server', 'psql1server', 7788, { tcp: [], udp: [7788] });
  expect(found.map(({ protocol, declared }) => [protocol, declared])).toEqual([
    ['udp', false],
    ['udp', false],
  ]);
});

test('what anybody may use is promised where the receiver serves, and not refused elsewhere', () => {
  const open = { from: ['any'], to: 'monserver', protocol: 'tcp', ports: [3000], why: 'pictures' };
  const opened = buildStand(vary({ flows: [open] }));
  const found = attempts(opened, hostOf(opened, 'bk1server'), () => nothing).filter(
    ({ receiver, port }) => receiver.name === 'mon1server' && port === 3000,
  );
  expect(found).toMatchObject([{ address: '192.168.1.13', declared: true }]);
});

const open = buildStand(exposed);
const atPublic = (sender: string, port: number) =>
  attempts(open, hostOf(open, sender), () => nothing)
    .filter(({ address, port: tried }) => address === '203.0.113.2' && tried === port)
    .map(({ protocol, declared }) => [protocol, declared]);

test('a neighbour on a public network tries it as the world does', () => {
  expect(atPublic('e2server', 5222)).toContainEqual(['tcp', true]);
  expect(atPublic('e2server', 3478)).toContainEqual(['udp', true]);
  for (const port of [22, 1883, 4369, 5280, 9100]) {
    expect(atPublic('e2server', port)).toContainEqual(['tcp', false]);
  }
});

test('a host that is not public is promised nothing there, and lets nothing else in', () => {
  expect(atPublic('mon1server', 5222)).toEqual([]);
  expect(atPublic('mon1server', 22)).toEqual([['tcp', false]]);
});

const floating = buildStand(twoGateways);
const atFloating = (sender: string, address: string, port: number) =>
  attempts(floating, hostOf(floating, sender), () => nothing)
    .filter((attempt) => attempt.address === address && attempt.port === port)
    .map(({ protocol, declared }) => [protocol, declared]);

test('an address that stays is tried as a public one is, where it leads by TCP alone', () => {
  expect(atFloating('e2server', '203.0.113.10', 5222)).toContainEqual(['tcp', true]);
  expect(atFloating('e2server', '203.0.113.10', 3478)).toEqual([
    ['tcp', true],
    ['udp', false],
  ]);
  for (const port of [22, 1883, 4369, 5280, 9100]) {
    expect(atFloating('e2server', '203.0.113.10', port)).toContainEqual(['tcp', false]);
  }
});

test('a gateway’s lets nothing in that it does not serve elsewhere', () => {
  expect(atFloating('e1server', '192.168.1.1', 22)).toEqual([['tcp', false]]);
  expect(atFloating('mon1server', '192.168.1.17', 9100)).toEqual([]);
  expect(atFloating('psql1server', '192.168.1.17', 9100)).toEqual([['tcp', false]]);
});

test('by IPv6 a neighbour tries the same, and a host without such an address tries nothing', () => {
  const byIpv6 = (config: StandConfig, sender: string) => {
    const on = buildStand(config);
    return attempts(on, hostOf(on, sender), () => nothing)
      .filter(({ address }) => address === '2001:db8:5::2')
      .map(({ protocol, port, declared }) => [protocol, port, declared]);
  };
  const byIpv4 = attempts(open, hostOf(open, 'e2server'), () => nothing)
    .filter(({ address }) => address === '203.0.113.2')
    .map(({ protocol, port, declared }) => [protocol, port, declared]);
  expect(byIpv6(dual, 'e2server')).toEqual(byIpv4);
  expect(byIpv4.length).toBeGreaterThan(30);
  expect(byIpv6(dual, 'mon1server')).toEqual([]);
  expect(byIpv6(varyHost('e2server', { ipv6: undefined }, dual), 'e2server')).toEqual([]);
});

/** Whether the firewalls on a packet's way let it through. */
function passes(on: Stand, sender: Host, receiver: Host, packet: Packet): boolean {
  if (packet.destination.includes(':')) {
    const source = sender.publicIpv6 as string;
    return accepts(ipv6InputRules(on, receiver), { ...packet, source });
  }
  const all = [...receiver.interfaces, ...receiver.floating];
  const shared = all.find(({ address }) => address === packet.destination)?.network;
  const direct = shared && sender.interfaces.some(({ network }) => network === shared);
  if (direct) {
    return accepts(inputRules(on, receiver), { ...packet, source: addressIn(sender, shared) });
  }
  const [from] = sender.interfaces.filter(({ network }) => network.kind === 'isolated');
  const gateway = from && shared && gatewayBetween(on, from.network, shared);
  const forwarded = gateway === receiver || (gateway && accepts(forwardRules(on, gateway), packet));
  return Boolean(forwarded) && accepts(inputRules(on, receiver), packet);
}

test.each([
  ['the shipped stand', shipped],
  ['three nodes', threeNodes],
  ['four PostgreSQL hosts', fourPostgresql],
  ['another address plan', otherAddressPlan],
  ['a public network', exposed],
  ['addresses that stay', twoGateways],
  ['IPv6', dual],
])('firewalls let through what is declared, and drop the rest: %s', (_, config) => {
  const on = buildStand(config);
  const wrong = on.hosts.flatMap((sender) =>
    attempts(on, sender, () => nothing).filter(
      ({ receiver, protocol, address: destination, port, declared }) => {
        const source = pathBetween(on, sender, receiver)?.source as string;
        const packet = { source, destination, protocol, port };
        return passes(on, sender, receiver, packet) !== declared;
      },
    ),
  );
  expect(wrong.map(({ receiver, address, port }) => [receiver.name, address, port])).toEqual([]);
});
