import { buildStand } from '../../../model/build-stand';
import type { StandConfig } from '../../../model/description/config';
import { releases } from '../../../model/description/releases';
import { ejabberd } from '../../../model/services/ejabberd';
import {
  dual,
  exposed,
  hostOf,
  published,
  shipped,
  twoGateways,
  vary,
  varyHost,
} from '../../fixtures';

test('TURN relays on the ports that a flow opens, and on no other', () => {
  const stand = buildStand(shipped);
  const { ejabberd_turn_min_port: first, ejabberd_turn_max_port: last } = ejabberd.variables(stand);
  const udp = ejabberd.flows(stand).filter(({ protocol }) => protocol === 'udp');
  expect(udp.flatMap(({ ports = [] }) => ports)).toContain(`${first}-${last}`);
  // Allocations of a hundred calls of three.
  expect(Number(last) - Number(first)).toBeGreaterThan(900);
});

test.each(['trixie', 'bookworm'] as const)('%s stores hashes of passwords alone', (release) => {
  const { ejabberd_password_options: options } = ejabberd.variables(
    buildStand(vary({ release })),
  ) as { ejabberd_password_options: Record<string, unknown> };
  expect(options).toBe(releases[release].ejabberdPasswordOptions);
  expect(JSON.stringify(options)).toMatch(/scram/);
  expect(JSON.stringify(options)).not.toMatch(/plain/);
});

const forTheWorld = (config: StandConfig) =>
  buildStand(config).flows.filter(({ from }) => from.includes('world'));

test('the world gets what people need, on the nodes that are public', () => {
  expect(forTheWorld(shipped)).toEqual([]);
  const flows = forTheWorld(exposed);
  expect(new Set(flows.map(({ to }) => to))).toEqual(new Set(['ejserver']));
  const open = (wanted: string) =>
    flows.filter(({ protocol }) => protocol === wanted).flatMap(({ ports }) => ports);
  expect(open('udp')).toEqual([3478, '49152-50175']);
  expect(open('tcp').sort()).toEqual([3478, 443, 5222, 5223, 5269, 5270, 5349, 7777, 80]);
});

test('one public node of two is enough for the world to come in', () => {
  const { public: _, ...inside } = exposed.hosts.e2server?.addresses ?? {};
  const half = varyHost('e2server', { addresses: inside }, exposed);
  expect(forTheWorld(half)).toEqual(forTheWorld(exposed));
});

test('TURN tells the address by which its clients reach it', () => {
  const told = (config: StandConfig) => {
    const stand = buildStand(config);
    return ejabberd.hostVariables?.(stand, hostOf(stand, 'e1server'));
  };
  expect(told(shipped)).toMatchObject({ ejabberd_turn_address: '192.168.1.2' });
  // A relay does not move.
  expect(told(twoGateways)).toMatchObject({ ejabberd_turn_address: '203.0.113.2' });
  expect(told(exposed)).toMatchObject({
    ...{ ejabberd_turn_address: '203.0.113.2', ejabberd_node_address: '192.168.1.2' },
  });
  expect(told(exposed)).not.toHaveProperty('ejabberd_turn_ipv6_address');
  expect(told(dual)).toEqual({
    ...told(exposed),
    ejabberd_turn_ipv6_address: '2001:db8:5::2',
  });
});

test('nodes behind one address tell it, and relay by ports of their own, which are all together the range', () => {
  const stand = buildStand(published);
  const told = stand.hosts
    .filter(({ roles }) => roles.includes('ejabberd'))
    .map((host) => ejabberd.hostVariables?.(stand, host));
  const common = { ejabberd_turn_address: '203.0.113.7' };
  expect(told).toMatchObject([
    { ...common, ejabberd_turn_min_port: 49152, ejabberd_turn_max_port: 49663 },
    { ...common, ejabberd_turn_min_port: 49664, ejabberd_turn_max_port: 50175 },
  ]);
});
