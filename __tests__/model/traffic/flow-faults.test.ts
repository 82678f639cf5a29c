import { exposed, faultsOf, onlyHosts, refuses, shipped, vary } from '../../fixtures';

const sound = { from: ['dmz'], to: 'ejserver', protocol: 'tcp', ports: [80], why: 'web' };
const withFlow = (change: object) => vary({ flows: [{ ...sound, ...change }] });
const where = "flow 'web'";
const withoutGateway = onlyHosts(Object.keys(shipped.hosts).filter((name) => name !== 'gw1server'));

refuses([
  [
    'an unknown sender',
    withFlow({ from: ['dmz', 'moon'] }),
    where,
    /sender 'moon'/,
    /any, all, world, ejs/,
  ],
  ['an unknown receiver', withFlow({ to: 'moon' }), where, /receiver 'moon'/, /all or one of ejs/],
  [
    'a network as a receiver',
    withFlow({ to: 'dmz' }),
    where,
    /receiver 'dmz'/,
    /all or one of ejs/,
  ],
  [
    'tcp without ports',
    withFlow({ ports: undefined }),
    where,
    /list ports for \w+; got none/,
    /add/,
  ],
  [
    'udp without ports',
    withFlow({ protocol: 'udp', ports: [] }),
    where,
    /list ports for \w+; got none/,
    /add/,
  ],
  [
    'a ping of a port',
    withFlow({ protocol: 'icmp-echo' }),
    where,
    /no ports for icmp-echo/,
    /remove/,
  ],
  ['port 0', withFlow({ ports: [0] }), where, /1 to 65535; got '0'/, /like/],
  ['port 65536', withFlow({ ports: [80, 65536] }), where, /'65536'/, /like/],
  ['half a port', withFlow({ ports: [80.5] }), where, /'80\.5'/, /like/],
  ['a range that runs back', withFlow({ ports: ['90-80'] }), where, /'90-80'/, /4200-4210/],
  ['a range of words', withFlow({ ports: ['ssh-http'] }), where, /'ssh-http'/, /4200-4210/],
  ['a range without an end', withFlow({ ports: ['80-'] }), where, /'80-'/, /4200-4210/],
  ['a range of three', withFlow({ ports: ['80-90-99'] }), where, /'80-90-99'/, /4200-4210/],
  [
    'traffic that no gateway forwards',
    withoutGateway,
    ...(["flow 'SQL of ejabberd'", /'e1server' cannot reach 'psql1server'/, /gateway/] as const),
  ],
  [
    'the world as a sender where nobody has a public address',
    withFlow({ from: ['world'] }),
    ...([where, /'ejserver', and e1server, e2server has none/, /kind public/] as const),
  ],
  [
    'the world as a sender to hosts that are not public',
    vary({ flows: [{ ...sound, from: ['dmz', 'world'], to: 'monserver' }] }, exposed),
    ...([where, /public address; got 'monserver', and mon1server/, /another sender/] as const),
  ],
  [
    'redundant routers all over the world',
    vary({ flows: [{ from: ['world'], to: 'ejserver', protocol: 'vrrp', why: 'web' }] }, exposed),
    ...([where, /'world'; got vrrp/, /name networks/] as const),
  ],
  ['an unknown protocol', withFlow({ protocol: 'sctp' }), where, /'sctp'/, /tcp, udp/],
]);

test('a sound flow is no fault', () => {
  expect(faultsOf(vary({ flows: [sound] }))).toEqual([]);
});

test.each([
  ['all', 'tcp'],
  ['ejserver', 'udp'],
])('the world may reach those of %s that are public', (to, protocol) => {
  const flows = [{ ...sound, from: ['world'], to, protocol }];
  expect(faultsOf(vary({ flows }, exposed))).toEqual([]);
});

test('a flow from anywhere needs no way', () => {
  const ways = faultsOf(withoutGateway).filter(({ where }) => where === "flow 'ping'");
  expect(ways).toEqual([]);
});

test('each of a flow’s faults is named', () => {
  const faults = faultsOf(withFlow({ from: ['moon'], to: 'sun', ports: [0, 99999] }));
  expect(faults.map(({ what }) => what)).toEqual([
    "unknown sender 'moon'",
    "unknown receiver 'sun'",
    "ports must be from 1 to 65535; got '0'",
    "ports must be from 1 to 65535; got '99999'",
  ]);
});
