import { entranceProbes } from '../../../checks/public/entrances';
import { buildStand } from '../../../model/build-stand';
import { xmppScript } from '../../../xmpp/scripts';
import { dual, exposed, published, shipped, twoGateways, varyHost } from '../../fixtures';
import { answering, look } from '../answers';

const script = xmppScript('messaging.py');

interface Task {
  readonly probes: readonly (readonly string[])[];
}

const { public: _, ...inside } = exposed.hosts.e2server?.addresses ?? {};
const half = varyHost('e2server', { addresses: inside }, exposed);

test('each way in is tried at each public address, for a certificate that holds two weeks', async () => {
  const { tools, asked } = answering({
    [script]: (_: string, { probes }: Task) =>
      probes.map(([what, node]) => ({ ok: node !== 'e2server', saw: `${what} at ${node}` })),
  });
  const probes = entranceProbes(buildStand(exposed), tools);
  expect(await look(probes, 'other servers at the public address of e1server')).toEqual({
    ok: true,
    saw: 'servers at e1server',
  });
  expect(await look(probes, 'TURN at the public address of e2server')).toEqual({
    ok: false,
    saw: 'relay at e2server',
  });
  expect(asked[0]?.argument).toMatchObject({
    nodes: { e1server: '203.0.113.2', e2server: '203.0.113.3' },
    certificate_days: 14,
  });
});

test('every TCP port that the world may use is tried, and what TURN relays', async () => {
  const stand = buildStand(exposed);
  const { tools, asked } = answering({
    [script]: (_: string, { probes }: Task) => probes.map(() => ({ ok: true, saw: '' })),
  });
  for (const { run } of entranceProbes(stand, tools)) await run();
  const [{ argument } = { argument: undefined }] = asked;
  const { probes } = argument as Task;
  const ports: Record<string, number> = {
    ...{ STARTTLS: 5222, 'direct TLS': 5223, 443: 443, 'web addresses': 80, servers: 5269 },
    ...{ 'servers by TLS': 5270, proxy: 7777, 'STUN by TCP': 3478, 'STUN by TLS': 5349 },
  };
  const tried = [...new Set(probes.map(([what = '']) => what))];
  expect(tried.filter((what) => !(what in ports))).toEqual(['relay']);
  const open = stand.flows
    .filter(({ from, protocol }) => from.includes('world') && protocol === 'tcp')
    .flatMap((flow) => flow.ports ?? []);
  expect(tried.flatMap((what) => ports[what] ?? []).sort()).toEqual([...open].sort());
});

test('each way in is tried at the addresses that stay too, but for a relay, which stays with its node', async () => {
  const { tools, asked } = answering({
    [script]: (_: string, { probes }: Task) => probes.map(() => ({ ok: true, saw: '' })),
  });
  const probes = entranceProbes(buildStand(twoGateways), tools);
  const names = probes.map(({ name }) => name);
  expect(names).toContain('TURN at the public address of e1server');
  expect(names).toContain('STUN over TLS at the floating address of e1server');
  expect(names).not.toContain('TURN at the floating address of e1server');
  await look(probes, 'login over direct TLS at the floating address of e2server');
  expect(asked.at(-1)?.argument).toMatchObject({
    nodes: { e1server: '203.0.113.10', e2server: '203.0.113.11' },
  });
});

test('by IPv6 each way in is tried where the node has such an address', async () => {
  const { tools, asked } = answering({
    [script]: (_: string, { probes }: Task) => probes.map(() => ({ ok: true, saw: '' })),
  });
  const probes = entranceProbes(buildStand(dual), tools);
  const names = probes.map(({ name }) => name);
  const before = entranceProbes(buildStand(exposed), tools).map(({ name }) => name);
  const more = before.map((name) => name.replace('public address', 'public IPv6 address'));
  expect(names).toEqual([...before, ...more]);
  await look(probes, 'TURN at the public IPv6 address of e2server');
  expect(asked.at(-1)?.argument).toMatchObject({
    nodes: { e1server: '2001:db8:5::2', e2server: '2001:db8:5::3' },
  });
});

test('behind a published address, each way in and a relay are tried there, and no address that strangers do not know', async () => {
  const { tools, asked } = answering({
    [script]: (_: string, { probes }: Task) => probes.map(() => ({ ok: true, saw: '' })),
  });
  const floating = { public: '10.20.30.10' };
  const stand = buildStand(varyHost('e1server', { floating }, published));
  const probes = entranceProbes(stand, tools);
  expect(probes).toHaveLength(10);
  for (const { name } of probes) expect(name).toMatch(/ at the published address of e1server$/);
  await look(probes, 'TURN at the published address of e1server');
  expect(asked[0]?.argument).toMatchObject({ nodes: { e1server: '203.0.113.7' } });
});

test('a node without a public address is not sought there', () => {
  const names = entranceProbes(buildStand(half), answering({}).tools).map(({ name }) => name);
  expect(names).toHaveLength(10);
  expect(names.join()).not.toContain('e2server');
  expect(entranceProbes(buildStand(shipped), answering({}).tools)).toEqual([]);
});
