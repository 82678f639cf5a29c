import fc from 'fast-check';
import { buildStand } from '../../../model/build-stand';
import { ip6tablesRules, iptablesRules } from '../../../model/host-files/iptables';
import {
  dual,
  exposed,
  hostOf,
  shipped,
  twoGateways,
  vary,
  varyHost,
  widerInternal,
} from '../../fixtures';

/** A table's lines, without the comments that say what each is for. */
function linesOf(name: string, config = shipped): string[] {
  const stand = buildStand(config);
  return plain(iptablesRules(stand, hostOf(stand, name)));
}

const plain = (table: string) =>
  table
    .replaceAll(/ -m comment --comment "[^"\n]*"/g, '')
    .trimEnd()
    .split('\n');

test.each(['e1server', 'e2server'])(
  '%s accepts what an XMPP node must, and nothing else',
  (name) => {
    expect(linesOf(name)).toEqual([
      '*filter',
      ':INPUT DROP [0:0]',
      ':FORWARD DROP [0:0]',
      ':OUTPUT DROP [0:0]',
      '-A INPUT -i lo -j ACCEPT',
      '-A INPUT ! -i lo -d 127.0.0.0/8 -j REJECT',
      '-A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT',
      '-A INPUT -s 192.168.121.1/32 -j ACCEPT',
      '-A INPUT -p icmp -m icmp --icmp-type 8 -j ACCEPT',
      '-A INPUT -s 192.168.1.0/29 -p tcp -m multiport --dports 443,80,5349,5222,5223,5269,5270,5443,5280,1883,7777,4369,4200:4210,3478 -j ACCEPT',
      '-A INPUT -s 192.168.1.0/29 -p udp -m multiport --dports 3478,49152:50175,514 -j ACCEPT',
      '-A INPUT -s 192.168.1.0/28 -p tcp -m multiport --dports 22,9102 -j ACCEPT',
      `-A INPUT -s ${name === 'e1server' ? '192.168.1.3' : '192.168.1.2'}/32 -p vrrp -j ACCEPT`,
      '-A INPUT -s 192.168.1.13/32 -p tcp -m multiport --dports 8405,9100 -j ACCEPT',
      '-A OUTPUT -j ACCEPT',
      'COMMIT',
    ]);
  },
);

test('a public address is open for what the world needs, from wherever it comes', () => {
  const more = linesOf('e1server', exposed).filter((line) => !linesOf('e1server').includes(line));
  expect(more).toEqual([
    '-A INPUT -d 203.0.113.2/32 -p tcp -m multiport --dports 443,80,5349,5222,5223,5269,5270,7777,3478 -j ACCEPT',
    '-A INPUT -d 203.0.113.2/32 -p udp -m multiport --dports 3478,49152:50175 -j ACCEPT',
  ]);
  for (const name of ['gw1server', 'psql1server', 'mon1server']) {
    expect(linesOf(name, exposed)).toEqual(linesOf(name));
  }
});

test('the world comes in by the addresses that a node takes over, too', () => {
  for (const [name, own] of Object.entries({ e1server: '203.0.113.2', e2server: '203.0.113.3' })) {
    const open = linesOf(name, twoGateways).filter((line) => line.includes('-d 203.0.113.'));
    const rules = open.map((line) => line.split(' '));
    const at = (wanted: string) =>
      rules.flatMap(([, , , address, , protocol]) => (protocol === wanted ? address : []));
    expect(at('tcp')).toEqual([`${own}/32`, '203.0.113.10/32', '203.0.113.11/32']);
    // From there a node would answer by its own address.
    expect(at('udp')).toEqual([`${own}/32`]);
    expect(open).toHaveLength(4);
  }
});

test('a gateway forwards the same as the one that it stands in for', () => {
  const forwarded = (name: string) =>
    linesOf(name, twoGateways)
      .filter((line) => line.startsWith('-A FORWARD'))
      // A ping is for each of them, too.
      .filter((line) => !line.includes('-p icmp'));
  expect(forwarded('gw1server').length).toBeGreaterThan(4);
  expect(forwarded('gw2server')).toEqual(forwarded('gw1server'));
});

test('a gateway that stands in for none forwards what reaches it by its networks alone', () => {
  const alone = varyHost('gw1server', { floating: undefined }, twoGateways);
  const forwarded = linesOf('gw2server', alone).filter((line) => line.startsWith('-A FORWARD'));
  expect(forwarded.some((line) => line.includes('5432'))).toBe(false);
});

test('VRRP comes from neighbours that speak it, in each network that both are in', () => {
  const vrrp = (name: string) =>
    linesOf(name, twoGateways)
      .filter((line) => line.endsWith('-p vrrp -j ACCEPT'))
      .map((line) => line.split(' ')[3]);
  expect(vrrp('e1server')).toEqual(['192.168.1.3/32', '203.0.113.3/32']);
  expect(vrrp('gw2server')).toEqual(['192.168.1.4/32', '192.168.1.18/32']);
  expect(vrrp('psql1server')).toEqual([]);
});

test('networks that do not join to one get a rule each', () => {
  const open = linesOf('e1server', widerInternal).filter((line) => line.includes('9102'));
  expect(open.map((line) => line.split(' ')[3])).toEqual(['192.168.1.0/29', '192.168.1.16/28']);
});

test('PostgreSQL hosts accept their peers, etcd, ejabberd, Bacula and Prometheus', () => {
  expect(
    linesOf('psql1server')
      .filter((line) => line.includes('multiport'))
      .sort(),
  ).toEqual(
    [
      '-A INPUT -s 192.168.1.11/32 -p tcp -m multiport --dports 2379-2380,2379,5432,8008 -j ACCEPT',
      '-A INPUT -s 192.168.1.12/32 -p tcp -m multiport --dports 2379-2380,9102 -j ACCEPT',
      '-A INPUT -s 192.168.1.13/32 -p tcp -m multiport --dports 2381,8008,9100,9187 -j ACCEPT',
      '-A INPUT -s 192.168.1.2/31 -p tcp -m multiport --dports 5432,8008 -j ACCEPT',
    ].map((line) => line.replaceAll(/(\d+)-(\d+)/g, '$1:$2')),
  );
});

test('the gateway forwards what the flows need and nothing else', () => {
  const ping = (from: string, to: string) =>
    `-A FORWARD -s 192.168.1.${from} -d 192.168.1.${to} -p icmp -m icmp --icmp-type 8 -j ACCEPT`;
  const tcp = (from: string, to: string, ports: string) =>
    `-A FORWARD -s 192.168.1.${from} -d 192.168.1.${to} -p tcp -m multiport --dports ${ports} -j ACCEPT`;
  const forwarded = linesOf('gw1server').filter((line) => line.startsWith('-A FORWARD'));
  expect(forwarded[0]).toBe('-A FORWARD -m state --state ESTABLISHED,RELATED -j ACCEPT');
  expect(forwarded.slice(1).sort()).toEqual(
    [
      ping('0/29', '10/31'),
      ping('0/29', '12/31'),
      ping('8/29', '2/31'),
      tcp('8/29', '2/31', '22,9102'),
      tcp('2/31', '10/31', '5432,8008'),
      tcp('2/31', '12/32', '9103'),
      tcp('13/32', '2/31', '8405,9100'),
    ].sort(),
  );
});

test('hosts that are no gateways forward nothing', () => {
  for (const { name } of buildStand(shipped).hosts) {
    const forwarded = linesOf(name).filter((line) => line.startsWith('-A FORWARD'));
    expect(forwarded.length > 0).toBe(name === 'gw1server');
  }
});

test('every rule of a flow says what it is for', () => {
  const stand = buildStand(shipped);
  const table = iptablesRules(stand, hostOf(stand, 'e1server'));
  expect(table).toContain('--comment "SSH; Bacula file daemon" -j ACCEPT');
  expect(table).toContain('--comment "management host" -j ACCEPT');
});

test('no text of a flow can end its quotation or its line, or grow too long', () => {
  const long = fc.string({ minLength: 256, maxLength: 400 });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), long), (why) => {
      // These are refused.
      fc.pre(!/\{[{%#]/.test(why));
      const flow = { from: ['any'], to: 'gwserver', protocol: 'tcp', ports: [80], why };
      const stand = buildStand(vary({ flows: [flow] }));
      const lines = iptablesRules(stand, hostOf(stand, 'gw1server')).split('\n');
      const line = lines.find((candidate) => candidate.includes('--dports 80'));
      expect(line).toMatch(
        /^-A INPUT -p tcp -m multiport --dports 80 -m comment --comment "[^"\\]{0,255}" -j ACCEPT$/,
      );
    }),
    { numRuns: 50 },
  );
});

/** A table's lines by IPv6. */
function ipv6LinesOf(name: string, config = shipped): string[] {
  const stand = buildStand(config);
  return plain(ip6tablesRules(stand, hostOf(stand, name)));
}

const discovery = ['router-solicitation', 'router-advertisement'].concat([
  'neighbour-solicitation',
  'neighbour-advertisement',
]);
const icmp = (chain: string) =>
  discovery.map(
    (type) => `-A ${chain} -p ipv6-icmp -m icmp6 --icmpv6-type ${type} -m hl --hl-eq 255 -j ACCEPT`,
  );

test('by IPv6 a public address is open for what the world needs, and the host may send', () => {
  for (const [name, address] of [
    ['e1server', '2001:db8:5::2'],
    ['e2server', '2001:db8:5::3'],
  ] as const) {
    expect(ipv6LinesOf(name, dual)).toEqual([
      '*filter',
      ':INPUT DROP [0:0]',
      ':FORWARD DROP [0:0]',
      ':OUTPUT DROP [0:0]',
      '-A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT',
      '-A INPUT -i lo -j ACCEPT',
      ...icmp('INPUT'),
      '-A INPUT -s fe80::/10 -p ipv6-icmp -m icmp6 --icmpv6-type 130 -j ACCEPT',
      `-A INPUT -d ${address}/128 -p ipv6-icmp -m icmp6 --icmpv6-type echo-request -j ACCEPT`,
      `-A INPUT -d ${address}/128 -p tcp -m multiport --dports 443,80,5349,5222,5223,5269,5270,7777,3478 -j ACCEPT`,
      `-A INPUT -d ${address}/128 -p udp -m multiport --dports 3478,49152:50175 -j ACCEPT`,
      '-A OUTPUT -j ACCEPT',
      'COMMIT',
    ]);
  }
});

test('IPv6 changes nothing for hosts without such an address, nor any rule of IPv4', () => {
  const alone = varyHost('e2server', { ipv6: {} }, dual);
  for (const name of Object.keys(shipped.hosts)) {
    expect(linesOf(name, dual)).toEqual(linesOf(name, exposed));
    if (name !== 'e1server') expect(ipv6LinesOf(name, alone)).toEqual(ipv6LinesOf(name));
  }
  expect(ipv6LinesOf('e1server', alone)).toEqual(ipv6LinesOf('e1server', dual));
  expect(ipv6LinesOf('e1server', exposed)).toEqual(ipv6LinesOf('psql1server'));
});

test('without an address IPv6 has loopback and neighbour discovery, and drops all else', () => {
  const lines = ipv6LinesOf('e1server');
  expect(lines.filter((line) => line.startsWith(':'))).toEqual([
    ':INPUT DROP [0:0]',
    ':FORWARD DROP [0:0]',
    ':OUTPUT DROP [0:0]',
  ]);
  expect(lines.filter((line) => line.startsWith('-A'))).toEqual([
    '-A INPUT -i lo -j ACCEPT',
    ...icmp('INPUT'),
    '-A OUTPUT -o lo -j ACCEPT',
    ...icmp('OUTPUT'),
  ]);
});
