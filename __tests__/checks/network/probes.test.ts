import { networkProbes } from '../../../checks/network';
import { buildStand } from '../../../model/build-stand';
import { pathBetween } from '../../../model/traffic/paths';
import { dual, exposed, hostOf, onlyHosts, shipped, twoGateways } from '../../fixtures';
import { answering, look } from '../answers';

const stand = buildStand(shipped);
type Task = Record<'tcp' | 'udp', [string, number, boolean][]> & { ping: string[] };
type Attempt = { from: string; protocol: string; address: string; port: number };

/** Where a host's own networks need no gateway, and where they do. */
const routes: Record<string, Record<string, string>> = {
  gw1server: {},
  ...Object.fromEntries(
    ['e1server', 'e2server'].map((name) => [name, { '192.168.1.8/29': '192.168.1.1' }]),
  ),
};
const fromInternal = { '192.168.1.0/29': '192.168.1.9' };

const routesAt = (host: string, way = '192.168.121.1') => ({
  default: way,
  ...(routes[host] ?? fromInternal),
});

function facts(host: string, change: object) {
  return {
    routes: routesAt(host),
    forwarding: host === 'gw1server',
    strict: /^e\d/.test(host),
    ttl: 66,
    addresses: [],
    listening: { tcp: [22], udp: [] },
    firewall: [],
    ...change,
  };
}

/** Time to live of a host's answer at an address, as another one sees it. */
function ttlAt(address: string, from: string): number {
  const host = stand.hosts.find(({ interfaces }) =>
    interfaces.some((one) => one.address === address),
  );
  return host && pathBetween(stand, hostOf(stand, from), host)?.gateway ? 65 : 66;
}

/** A sound stand, but for what the arguments say. */
function probes(
  spoil: (attempt: Attempt) => string | undefined = () => undefined,
  change: (host: string) => object = () => ({}),
  ping: (address: string, from: string) => number | null = ttlAt,
  of = stand,
) {
  const { tools, asked } = answering({
    'network.py': (host: string) => facts(host, change(host)),
    'reach.py': (from: string, argument: unknown) => {
      const task = argument as Task;
      const outcomes = (protocol: 'tcp' | 'udp', [good, bad]: readonly [string, string]) =>
        task[protocol].map(
          ([address, port, declared]) =>
            spoil({ from, protocol, address, port }) ?? (declared ? good : bad),
        );
      return {
        tcp: outcomes('tcp', ['open', 'dropped']),
        udp: outcomes('udp', ['answered', 'silent']),
        ping: task.ping.map((address) => ping(address, from)),
      };
    },
  });
  return { list: networkProbes(of, tools), asked };
}

async function failures(...spoilt: Parameters<typeof probes>): Promise<Record<string, string>> {
  const { list } = probes(...spoilt);
  const found = await Promise.all(
    list.map(async ({ name }) => [name, await look(list, name)] as const),
  );
  return Object.fromEntries(
    found.filter(([, { ok }]) => !ok).map(([name, { saw }]) => [name, saw]),
  );
}

test('of a sound stand every probe holds', async () => {
  expect(await failures()).toEqual({});
  expect(probes().list.length).toBeGreaterThan(50);
});

test('a port that is closed fails the flow that declares it, and says between whom', async () => {
  const closed = await failures(({ from, address, port }) =>
    from === 'e2server' && address === '192.168.1.10' && port === 5432 ? 'dropped' : undefined,
  );
  expect(closed).toEqual({
    'flow SQL of ejabberd (ejserver to psqlserver, tcp 5432)':
      'e2server to psql1server port 5432: dropped',
  });
});

test('a declared port without a daemon behind it came through', async () => {
  const refusing = await failures(({ port, protocol }) =>
    protocol === 'udp' && port === 514 ? 'refused' : undefined,
  );
  // Undeclared ways to the same port are another matter.
  expect(Object.keys(refusing).filter((name) => name.startsWith('flow'))).toEqual([]);
});

test.each(['open', 'refused'])(
  'an undeclared port that is %s fails its host’s probe alone',
  async (outcome) => {
    const open = await failures(({ from, address, port }) =>
      from === 'bk1server' && address === '192.168.1.10' && port === 8080 ? outcome : undefined,
    );
    expect(open).toEqual({
      'undeclared ports of psql1server': `bk1server reaches 192.168.1.10, tcp 8080: ${outcome}`,
    });
  },
);

test('a ping without an answer fails the flow of pings', async () => {
  const lost = await failures(undefined, undefined, (address, from) =>
    address === '192.168.1.3' ? null : ttlAt(address, from),
  );
  expect(Object.keys(lost)).toEqual(['flow ping (any to all, icmp-echo)']);
  expect(lost['flow ping (any to all, icmp-echo)']).toMatch(
    /e1server to e2server: no answer; .*more/,
  );
});

test.each([
  ['firewall', { firewall: ['in force, not in the file: -A INPUT -j ACCEPT'] }],
  ['routes', { routes: { default: '192.168.121.1' } }],
  ['forwarding', { forwarding: true }],
  ['time to live', { ttl: 64 }],
])('a host whose %s is otherwise fails that probe alone', async (what, change) => {
  const found = await failures(undefined, (host) => (host === 'e1server' ? change : {}));
  expect(Object.keys(found)).toEqual([`${what} of e1server`]);
});

test('a time to live is judged as others see it', async () => {
  const found = await failures(undefined, undefined, (address, from) =>
    address === '192.168.1.2' && from === 'mon1server' ? 64 : ttlAt(address, from),
  );
  expect(found).toEqual({ 'time to live of e1server': '64 as mon1server sees it, not 65' });
});

test('an only host has nobody who could try what is closed', async () => {
  const alone = buildStand(onlyHosts(['gw1server']));
  const names = networkProbes(alone, answering({}).tools).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['firewall of gw1server']));
  expect(names.filter((name) => /^(undeclared|flow)/.test(name))).toEqual([]);
});

test('where no other host answers, what is closed is not proven', async () => {
  const lost = await failures(undefined, undefined, () => {
    throw new Error('no answer');
  });
  expect(lost['undeclared ports of psql1server']).toBe('no other host could be asked');
});

test('a host is asked once for its facts and once for what it reaches', async () => {
  const { list, asked } = probes();
  await Promise.all(list.map(({ run }) => run()));
  const reach = asked.filter(({ script }) => script === 'reach.py');
  // Whoever asks the same again gets the same answer: see the tools' own test.
  expect(new Set(reach.map((question) => JSON.stringify(question))).size).toBe(stand.hosts.length);
});

describe('of a stand with a public network', () => {
  const open = buildStand(exposed);
  const expectedRoutes = (host: string) =>
    routesAt(host, /^e\d/.test(host) ? '203.0.113.1' : undefined);
  const world = (protocol: string, ports: string) =>
    expect.stringMatching(new RegExp(`^flow .* \\(world to ejserver, ${protocol} ${ports}\\)$`));

  it('the router is the way out of its hosts', () => {
    const { list } = probes(undefined, undefined, undefined, open);
    const routesOf = (name: string) =>
      list.find((probe) => probe.name === `routes of ${name}`)?.expected;
    expect(routesOf('e1server')).toBe('192.168.1.8/29 via 192.168.1.1, default via 203.0.113.1');
    expect(routesOf('mon1server')).toBe(
      '192.168.1.0/29 via 192.168.1.9, default via 192.168.121.1',
    );
  });

  it('what the world may use is tried from one host to the other', async () => {
    const closed = await failures(
      ({ address, port }) =>
        address === '203.0.113.3' && [5269, 49152].includes(port) ? 'dropped' : undefined,
      (host) => ({ routes: expectedRoutes(host) }),
      undefined,
      open,
    );
    expect(Object.keys(closed)).toEqual([
      world('tcp', '5222, 5223, 5269, 5270, 7777'),
      world('udp', '3478, 49152-50175'),
    ]);
    expect(Object.values(closed)).toEqual([
      'e1server to e2server port 5269: dropped',
      'e1server to e2server port 49152: dropped',
    ]);
  });

  it('a public host that takes whatever comes by any interface is told', async () => {
    const found = await failures(
      undefined,
      (host) => ({
        routes: expectedRoutes(host),
        ...(host === 'e2server' && { strict: false }),
      }),
      undefined,
      open,
    );
    expect(found).toEqual({ 'senders at e2server': 'each interface takes whatever comes' });
  });

  it('by IPv6 hosts have a way out, and what is open and closed there is told', async () => {
    const byIpv6 = buildStand(dual);
    const routesWith = (host: string) => ({
      ...expectedRoutes(host),
      ...(/^e\d/.test(host) && { '::/0': '2001:db8:5::1' }),
    });
    const failing = (
      spoil: (attempt: Attempt) => string | undefined,
      routes: (host: string) => object = routesWith,
    ) => failures(spoil, (host) => ({ routes: routes(host) }), undefined, byIpv6);
    expect(await failing(() => undefined)).toEqual({});
    expect(Object.keys(await failing(() => undefined, expectedRoutes))).toEqual([
      'routes of e1server',
      'routes of e2server',
    ]);
    const at = (port: number, outcome: string) => (one: Attempt) =>
      one.address === '2001:db8:5::3' && one.port === port ? outcome : undefined;
    expect(await failing(at(5280, 'open'))).toEqual({
      'undeclared ports of e2server': 'e1server reaches 2001:db8:5::3, tcp 5280: open',
    });
    const closed = await failing(at(5269, 'dropped'));
    expect(Object.entries(closed)).toEqual([
      [
        world('tcp', '5222, 5223, 5269, 5270, 7777'),
        'e1server to e2server by IPv6 port 5269: dropped',
      ],
    ]);
  });

  it('what the world may not use fails where it is open', async () => {
    const found = await failures(
      ({ address, port }) => (address === '203.0.113.2' && port === 5280 ? 'open' : undefined),
      (host) => ({ routes: expectedRoutes(host) }),
      undefined,
      open,
    );
    expect(found).toEqual({
      'undeclared ports of e1server': expect.stringContaining(
        'e2server reaches 203.0.113.2, tcp 5280: open',
      ),
    });
  });
});

describe('addresses that stay', () => {
  const of = buildStand(twoGateways);
  const closed = 'undeclared ports of e1server';
  const lookAt = async (
    name: string,
    outcome: (attempt: Attempt) => string | undefined,
    change: (host: string) => object = () => ({}),
  ) => look(probes(outcome, change, () => 66, of).list, name);
  const at =
    (wanted: number, outcome: string) =>
    ({ address, port, from }: Attempt) =>
      address === '203.0.113.10' && port === wanted && from === 'e2server' ? outcome : undefined;

  test('are open for what the world needs, and for nothing else', async () => {
    const { list } = probes(undefined, undefined, undefined, of);
    const { name = '' } = list.find((one) => /\(world .* 5222/.test(one.name)) ?? {};
    expect(await lookAt(name, at(5222, 'dropped'))).toMatchObject({
      ok: false,
      saw: expect.stringContaining('e2server to e1server port 5222: dropped'),
    });
    expect(await lookAt(closed, at(4369, 'open'))).toEqual({
      ok: false,
      saw: 'e2server reaches 203.0.113.10, tcp 4369: open',
    });
  });

  test('that have come to a host are not tried by it', async () => {
    const moved = (host: string) => (host === 'e2server' ? { addresses: ['203.0.113.10'] } : {});
    expect(await lookAt(closed, at(4369, 'open'), moved)).toMatchObject({ ok: true });
  });
});
