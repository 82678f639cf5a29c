import fc from 'fast-check';
import { buildStand } from '../../../model/build-stand';
import type { StandConfig } from '../../../model/description/config';
import { presentation } from '../../../model/dns/record';
import { dnsRecords, dnsRemarks } from '../../../model/dns/records';
import { isPublic } from '../../../model/services/ejabberd';
import {
  certified,
  dual,
  exposed,
  onlyHosts,
  published,
  shipped,
  threeNodes,
  twoGateways,
  vary,
  varyHost,
} from '../../fixtures';

const recordsOf = (config: StandConfig) =>
  dnsRecords(buildStand(config)).map(({ name, data, need, why }) => ({
    ...{ name, type: data.type, data: presentation(data), need, why },
  }));
const linesOf = (config: StandConfig, name: string) =>
  recordsOf(config)
    .filter((record) => record.name === name)
    .map(({ type, data, need }) => `${need} ${type} ${data}`);

const { public: _, ...inside } = exposed.hosts.e2server?.addresses ?? {};
const half = varyHost('e2server', { addresses: inside }, exposed);

test('each node has an address, the public one where there is one', () => {
  expect(linesOf(exposed, 'e1server.domain.local.')).toEqual(['required A 203.0.113.2']);
  expect(linesOf(exposed, 'e2server.domain.local.')).toEqual(['required A 203.0.113.3']);
  expect(linesOf(shipped, 'e1server.domain.local.')).toEqual(['required A 192.168.1.2']);
  const names = recordsOf(exposed).map(({ name }) => name);
  expect(names.some((name) => /^(psql|gw|bk|mon)\d/.test(name))).toBe(false);
});

test('where a node is reached by IPv6, each name that leads to it has that address too', () => {
  const [first, second] = ['2001:db8:5::2', '2001:db8:5::3'];
  expect(linesOf(dual, 'e1server.domain.local.')).toEqual([
    'required A 203.0.113.2',
    `required AAAA ${first}`,
  ]);
  expect(linesOf(dual, 'domain.local.').slice(0, 4)).toEqual([
    ...['recommended A 203.0.113.2', `recommended AAAA ${first}`],
    ...['recommended A 203.0.113.3', `recommended AAAA ${second}`],
  ]);
  const half = varyHost('e2server', { ipv6: undefined }, dual);
  expect(linesOf(half, 'e2server.domain.local.')).toEqual(['required A 203.0.113.3']);
  // Beside these, nothing is otherwise.
  const others = recordsOf(dual).filter(({ type }) => type !== 'AAAA');
  expect(others).toEqual(recordsOf(exposed));
  expect(recordsOf(exposed).some(({ type }) => type === 'AAAA')).toBe(false);
  const askedByHttp = vary({ certificates: certified.certificates }, dual);
  expect(linesOf(askedByHttp, 'upload.domain.local.')).toContain(`required AAAA ${second}`);
});

test('behind a published address that IPv6 is beside, people who have that alone find each node that has it', () => {
  const { ipv6 } = dual.networks.public ?? {};
  const networks = { ...published.networks, public: { ...published.networks.public, ipv6 } };
  const both = varyHost(
    'e2server',
    { ipv6: { public: '2001:db8:5::3' } },
    vary({ networks } as Partial<StandConfig>, published),
  );
  const srv = (service: string) =>
    recordsOf(both).flatMap(({ name, data }) =>
      name === `${service}.domain.local.` ? [data.split(' ').at(-1)] : [],
    );
  expect(srv('_xmpp-client._tcp')).toEqual(['e1server.domain.local.', 'e2server.domain.local.']);
  expect(srv('_turns._tcp')).toEqual(['e1server.domain.local.']);
  expect(linesOf(both, 'domain.local.').slice(0, 2)).toEqual([
    'recommended A 203.0.113.7',
    'recommended AAAA 2001:db8:5::3',
  ]);
});

test('behind a published address each node has that one, and services are found on the node to which it leads', () => {
  expect(linesOf(published, 'e1server.domain.local.')).toEqual(['required A 203.0.113.7']);
  expect(linesOf(published, 'upload.domain.local.')).toEqual(['required A 203.0.113.7']);
  expect(linesOf(published, 'e2server.domain.local.')).toEqual(['required A 203.0.113.7']);
  expect(linesOf(published, 'domain.local.')).toContain('recommended A 203.0.113.7');
  const records = recordsOf(published);
  const targets = records.filter(({ type }) => type === 'SRV').map(({ data }) => data);
  expect(targets.length).toBeGreaterThan(10);
  for (const target of targets) expect(target).toMatch(/ e1server\.domain\.local\.$/);
  for (const { data } of records) expect(data).not.toContain('10.20.30.');
});

test('a node is found by its address that stays, the public one or else that of the DMZ', () => {
  expect(linesOf(twoGateways, 'e1server.domain.local.')).toEqual(['required A 203.0.113.10']);
  expect(linesOf(twoGateways, 'domain.local.')).toContain('recommended A 203.0.113.11');
  const { public: _, ...networks } = twoGateways.networks;
  const nodes = ['e1server', 'e2server'].map((name, index) => {
    const { public: _, ...addresses } = twoGateways.hosts[name]?.addresses ?? {};
    const floating = { dmz: `192.168.1.${10 + index}` };
    return [name, { ...twoGateways.hosts[name], addresses, floating }];
  });
  const hosts = { ...twoGateways.hosts, ...Object.fromEntries(nodes) };
  const within = vary({ networks, hosts }, twoGateways);
  expect(linesOf(within, 'e1server.domain.local.')).toEqual(['required A 192.168.1.10']);
  // What lives in no network that records lead to changes none.
  const dmz = varyHost('e1server', { floating: { dmz: '192.168.1.10' } }, twoGateways);
  expect(linesOf(dmz, 'e1server.domain.local.')).toEqual(['required A 203.0.113.2']);
});

test('clients find every node, by direct TLS first and by the port of the web last', () => {
  const targets = ['e1server', 'e2server'].map((name) => `${name}.domain.local.`);
  expect(linesOf(exposed, '_xmpp-client._tcp.domain.local.')).toEqual(
    targets.map((target) => `required SRV 10 10 5222 ${target}`),
  );
  expect(linesOf(exposed, '_xmpps-client._tcp.domain.local.')).toEqual(
    ['5 10 5223', '20 10 443'].flatMap((way) =>
      targets.map((target) => `recommended SRV ${way} ${target}`),
    ),
  );
  expect(linesOf(threeNodes, '_xmpp-client._tcp.domain.local.')).toHaveLength(3);
});

test('other servers find the domain, its rooms and what is published there', () => {
  const data = 'SRV 10 10 5269 e1server.domain.local.';
  expect(linesOf(exposed, '_xmpp-server._tcp.domain.local.')).toContain(`required ${data}`);
  for (const name of ['conference', 'pubsub']) {
    const found = linesOf(exposed, `_xmpp-server._tcp.${name}.domain.local.`);
    expect(found).toContain(`recommended ${data}`);
    expect(found).toHaveLength(2);
  }
});

/** What the roles have listen on each node for strangers, by the names under which it is looked for. */
const offered = {
  '_xmpp-client._tcp': [5222],
  '_xmpps-client._tcp': [5223, 443],
  '_xmpp-server._tcp': [5269],
  '_xmpps-server._tcp': [5270],
  '_stun._udp': [3478],
  '_stun._tcp': [3478],
  '_stuns._tcp': [5349],
  '_turn._udp': [3478],
  '_turn._tcp': [3478],
  '_turns._tcp': [5349],
};

test('there is a service record for all that listens for strangers, and for nothing else', () => {
  const found = recordsOf(exposed).flatMap(({ name, type, data }) => {
    const [, , port] = data.split(' ');
    return type === 'SRV' ? [`${name.split('.').slice(0, 2).join('.')} ${port}`] : [];
  });
  const wanted = Object.entries(offered).flatMap(([service, ports]) =>
    ports.map((port) => `${service} ${port}`),
  );
  expect([...new Set(found)].sort()).toEqual(wanted.sort());
});

test('each of them is a port that the world may use', () => {
  const { flows } = buildStand(exposed);
  const open = (protocol: string) =>
    flows
      .filter(({ from, protocol: own }) => from.includes('world') && own === protocol)
      .flatMap(({ ports = [] }) => ports);
  for (const [service, ports] of Object.entries(offered))
    expect(open(service.split('._')[1] as string)).toEqual(expect.arrayContaining(ports));
});

test('no record leads by UDP to an address that stays: answers come from the own one', () => {
  const services = recordsOf(twoGateways).map(({ name }) => name);
  expect(services).toContain('_turn._tcp.domain.local.');
  expect(services.filter((name) => name.includes('._udp.'))).toEqual([]);
  const one = varyHost('e2server', { floating: undefined }, twoGateways);
  expect(linesOf(one, '_stun._udp.domain.local.')).toEqual([
    'optional SRV 10 10 3478 e2server.domain.local.',
  ]);
});

test('web clients are led to what the nodes answer by the port of the web', () => {
  const found = dnsRecords(buildStand(exposed)).flatMap(({ data, need }) =>
    data.type === 'TXT' && need === 'optional' ? [data.text] : [],
  );
  const place = 'e[12]server\\.domain\\.local';
  expect(found).toEqual(
    ['websocket=wss', 'xbosh=https', 'websocket=wss', 'xbosh=https'].map((way) =>
      expect.stringMatching(
        new RegExp(`^_xmpp-client-${way}://${place}/${way.startsWith('web') ? 'ws' : 'bosh'}$`),
      ),
    ),
  );
});

test('the domain itself leads to the nodes, and lets nobody issue certificates if asked to', () => {
  expect(linesOf(exposed, 'domain.local.')).toEqual([
    'recommended A 203.0.113.2',
    'recommended A 203.0.113.3',
    'optional CAA 0 issue ";"',
  ]);
});

test('an authority that speaks ACME finds every name that it certifies, and nobody else may issue', () => {
  const nodes = ['required A 203.0.113.2', 'required A 203.0.113.3'];
  const issuer = 'recommended CAA 0 issue "letsencrypt.org"';
  expect(linesOf(certified, 'domain.local.')).toEqual([...nodes, issuer]);
  for (const name of ['conference', 'pubsub', 'upload'])
    expect(linesOf(certified, `${name}.domain.local.`)).toEqual(nodes);
});

test('an authority that is shown records needs no address', () => {
  const challenge = { 'dns-01': { server: '192.0.2.53', key: 'stand-key' } };
  const byDns = vary({ certificates: { ...certified.certificates, challenge } }, certified);
  expect(linesOf(byDns, 'pubsub.domain.local.')).toContain('optional A 203.0.113.2');
  expect(linesOf(byDns, 'domain.local.')[0]).toBe('recommended A 203.0.113.2');
});

test('where the issuer’s name is not known, it is said how to write it down', () => {
  const directory = 'https://ca.example.org/acme/directory';
  const elsewhere = vary({ certificates: { ...certified.certificates, directory } }, certified);
  const files = vary({ certificates: { source: 'files', certificate: 'a', key: 'b' } }, exposed);
  for (const config of [elsewhere, files]) {
    expect(recordsOf(config).filter(({ type }) => type === 'CAA')).toEqual([]);
    expect(dnsRemarks(buildStand(config)).join()).toContain('domain.local. CAA 0 issue "NAME"');
  }
  expect(dnsRemarks(buildStand(certified)).join()).not.toContain('NAME');
});

test('what is needed most comes first', () => {
  const order = recordsOf(exposed).map(({ need }) => need);
  expect([...new Set(order)]).toEqual(['required', 'recommended', 'optional']);
  expect(order).toEqual([...order].sort((one, other) => rank(one) - rank(other)));
});
const rank = (need: string) => ['required', 'recommended', 'optional'].indexOf(need);

test('without a public network it is said that nobody outside reaches these addresses', () => {
  expect(isPublic(buildStand(shipped))).toBe(false);
  expect(dnsRemarks(buildStand(shipped))[0]).toMatch(/^No node .* nobody outside .* reaches these/);
  expect(isPublic(buildStand(exposed))).toBe(true);
  expect(dnsRemarks(buildStand(exposed)).join()).not.toMatch(/nobody|no record/);
});

test('no record leads to a node that is not public where another one is', () => {
  expect(recordsOf(half).length).toBeGreaterThan(5);
  for (const { name, data } of recordsOf(half))
    expect(`${name} ${data}`).not.toMatch(/e2server|192/);
  expect(dnsRemarks(buildStand(half))).toContain(
    'e2server has no public address, so no record leads to it.',
  );
});

test('a stand without ejabberd has no records', () => {
  const alone = buildStand(onlyHosts(['mon1server']));
  expect([dnsRecords(alone), dnsRemarks(alone)]).toEqual([[], []]);
});

test('of any number of nodes, each target has its address, and all are chosen equally often', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 2, max: 14 }), { minLength: 1 }), (lasts) => {
      const nodes = lasts.map((last) => [
        `e${last}server`,
        {
          roles: ['ejabberd'],
          addresses: {
            management: `192.168.121.${last + 100}`,
            wide: `10.0.0.${last}`,
            public: `203.0.113.${last}`,
          },
        },
      ]);
      const { e1server, e2server, gw1server, ...others } = exposed.hosts;
      const wide = { cidr: '10.0.0.0/24', kind: 'isolated' };
      const gateway = {
        ...gw1server,
        addresses: { management: '192.168.121.14', wide: '10.0.0.1', internal: '192.168.1.9' },
      };
      const config = vary(
        {
          backups: undefined,
          networks: { ...exposed.networks, wide },
          hosts: { ...others, gw1server: gateway, ...Object.fromEntries(nodes) },
        },
        exposed,
      );
      const records = dnsRecords(buildStand(config));
      const addresses = new Map(
        records.flatMap(({ name, data }) => (data.type === 'A' ? [[name, data.address]] : [])),
      );
      const byName = new Map<string, [number, string][]>();
      for (const { name, data } of records) {
        if (data.type !== 'SRV') continue;
        expect(addresses.get(data.target)).toMatch(/^203\.0\.113\./);
        byName.set(name, [...(byName.get(name) ?? []), [data.weight, data.target]]);
      }
      expect(byName.size).toBeGreaterThan(3);
      for (const found of byName.values()) {
        expect(new Set(found.map(([, target]) => target)).size).toBe(lasts.length);
        expect(new Set(found.map(([weight]) => weight)).size).toBe(1);
      }
    }),
    { numRuns: 30 },
  );
});
