import type { Flow } from '../../../model/description/flow';
import { publications } from '../../../model/published/publications';
import { checkedStand } from '../../../synth/checked-stand';
import { exposed, published, refuses, twoGateways, vary, varyHost } from '../../fixtures';

const forwarded = (config = published) =>
  publications(checkedStand(config)).flatMap(({ forwardings }) =>
    forwardings.map(({ protocol, ports, to }) => `${protocol} ${ports} ${to}`),
  );

const withFlow = (flow: Partial<Flow>, config = published) => {
  const common = { from: ['world'], to: 'ejserver', protocol: 'tcp', why: 'test' };
  return vary({ flows: [{ ...common, ...flow }] }, config);
};

const web = ['80', '443', '3478', '5222', '5223', '5269', '5270', '5349', '7777'];

test('what is for the world leads to one node, relays each to their own, and nothing else anywhere', () => {
  expect(forwarded()).toEqual([
    ...web.map((port) => `tcp ${port} 10.20.30.2`),
    'udp 3478 10.20.30.2',
    'udp 49152-49663 10.20.30.2',
    'udp 49664-50175 10.20.30.3',
  ]);
});

test('the relays of an only node have the whole range', () => {
  const { public: _, ...addresses } = published.hosts.e2server?.addresses ?? {};
  const lines = forwarded(varyHost('e2server', { addresses }, published));
  expect(lines.slice(-2)).toEqual(['udp 3478 10.20.30.2', 'udp 49152-50175 10.20.30.2']);
});

test('what comes by TCP leads to an address that stays, and by UDP to the node that answers from its own', () => {
  const network = { cidr: '203.0.113.0/28', kind: 'public', published: '192.0.2.7' };
  const config = vary({ networks: { ...twoGateways.networks, public: network } }, twoGateways);
  const lines = forwarded(config);
  expect(lines).toEqual([
    ...web.map((port) => `tcp ${port} 203.0.113.10`),
    'udp 3478 203.0.113.2',
    'udp 49152-49663 203.0.113.2',
    'udp 49664-50175 203.0.113.3',
  ]);
});

test('a second node is where it all leads when it alone has an address that stays', () => {
  const config = varyHost('e2server', { floating: { public: '10.20.30.10' } }, published);
  expect(forwarded(config)).toContain('tcp 5222 10.20.30.10');
});

test('a flow from the world is forwarded too, once; others are not', () => {
  expect(forwarded(withFlow({ ports: [1883, 5222] }))).toEqual([
    ...['80', '443', '1883', ...web.slice(2)].map((port) => `tcp ${port} 10.20.30.2`),
    ...forwarded().slice(-3),
  ]);
  for (const from of [['any'], ['dmz'], ['psqlserver']])
    expect(forwarded(withFlow({ from, ports: [1883] }))).toEqual(forwarded());
  expect(forwarded(withFlow({ protocol: 'icmp-echo' }))).toEqual(forwarded());
});

test('where nothing is published, nothing is forwarded', () => {
  expect(publications(checkedStand(exposed))).toEqual([]);
});

const onMonitoring = varyHost(
  'mon1server',
  { addresses: { ...published.hosts.mon1server?.addresses, public: '10.20.30.4' } },
  published,
);

refuses([
  [
    'a port that would lead to two hosts',
    withFlow({ to: 'monserver', ports: [443], why: 'Grafana' }, onMonitoring),
    "network 'public'",
    /tcp 443 of 203\.0\.113\.7 would lead to 10\.20\.30\.4 \(Grafana\)/,
    /each port once/,
  ],
  [
    'ranges that overlap',
    withFlow({ to: 'monserver', ports: ['5000-5300'] }, onMonitoring),
    ...(["network 'public'", /as 5000-5300/, /another port/] as const),
  ],
]);

test('another port leads to another host', () => {
  const config = withFlow({ to: 'monserver', ports: [3000] }, onMonitoring);
  expect(forwarded(config)).toContain('tcp 3000 10.20.30.4');
});
