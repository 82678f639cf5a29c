import type { Host } from '../topology/hosts';
import type { Network } from '../topology/networks';
import { forwardRules, inputRules, ipv6InputRules, type Rule } from '../traffic/firewall';
import { memoize } from '../traffic/memoize';
import type { Traffic } from '../traffic/traffic';

/** A stand's traffic, and the network through which its hosts are managed. */
type Firewalled = Traffic & { readonly management: Network };

/** A host's filter table in iptables-restore's format. @see iptables-restore(8) */
export const iptablesRules = memoize<Firewalled, Host, string>((stand, host) =>
  table([
    '-A INPUT -i lo -j ACCEPT',
    '-A INPUT ! -i lo -d 127.0.0.0/8 -j REJECT',
    '-A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT',
    `-A INPUT -s ${stand.management.hypervisorAddress}/32 ${comment('management host')} -j ACCEPT`,
    ...inputRules(stand, host).map((rule) => line('INPUT', rule)),
    ...forwarding(stand, host),
    '-A OUTPUT -j ACCEPT',
  ]),
);

/**
 * The same by IPv6. A host with a public address there may send, and what is for the world comes in. What else RFC 4890
 * wants let in, above all that a packet was too big, belongs to a connection.
 */
export const ip6tablesRules = memoize<Traffic, Host, string>((stand, host) =>
  host.publicIpv6 === undefined
    ? closedIp6tablesRules()
    : table([
        '-A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT',
        ...around('INPUT'),
        // Where nobody answers, a switch that listens to the answers takes neighbours' questions elsewhere.
        `-A INPUT -s fe80::/10 -p ipv6-icmp -m icmp6 --icmpv6-type ${listenerQuery} -j ACCEPT`,
        ...ipv6InputRules(stand, host).map((rule) => line('INPUT', rule, pingByIpv6)),
        '-A OUTPUT -j ACCEPT',
      ]),
);

/** Of any other host: loopback, and the neighbour discovery without which an interface cannot live (RFC 4890). */
export function closedIp6tablesRules(): string {
  return table([...around('INPUT'), ...around('OUTPUT')]);
}

/** RFC 3810; ip6tables knows no name for it. */
const listenerQuery = 130;

const discovery = [
  'router-solicitation',
  'router-advertisement',
  'neighbour-solicitation',
  'neighbour-advertisement',
];

function around(chain: 'INPUT' | 'OUTPUT'): string[] {
  return [
    `-A ${chain} ${chain === 'INPUT' ? '-i' : '-o'} lo -j ACCEPT`,
    ...discovery.map(
      (type) =>
        `-A ${chain} -p ipv6-icmp -m icmp6 --icmpv6-type ${type} -m hl --hl-eq 255 -j ACCEPT`,
    ),
  ];
}

function forwarding(stand: Traffic, host: Host): string[] {
  if (!host.roles.includes('gateway')) return [];
  return [
    '-A FORWARD -m state --state ESTABLISHED,RELATED -j ACCEPT',
    ...forwardRules(stand, host).map((rule) => line('FORWARD', rule)),
  ];
}

function table(lines: readonly string[]): string {
  const policies = ['INPUT', 'FORWARD', 'OUTPUT'].map((chain) => `:${chain} DROP [0:0]`);
  return `${['*filter', ...policies, ...lines, 'COMMIT'].join('\n')}\n`;
}

const ping = '-p icmp -m icmp --icmp-type 8';
const pingByIpv6 = '-p ipv6-icmp -m icmp6 --icmpv6-type echo-request';

function line(chain: string, rule: Rule, echo = ping): string {
  const source = rule.source ? `-s ${rule.source}` : '';
  const destination = rule.destination ? `-d ${rule.destination}` : '';
  const words = [
    `-A ${chain}`,
    source,
    destination,
    match(rule, echo),
    comment(rule.why),
    '-j ACCEPT',
  ];
  return words.filter(Boolean).join(' ');
}

function match({ protocol, ports }: Rule, echo: string): string {
  switch (protocol) {
    case 'icmp-echo':
      return echo;
    case 'vrrp':
      return '-p vrrp';
    default: {
      const list = ports.map((range) => String(range).replace('-', ':')).join(',');
      return `-p ${protocol} -m multiport --dports ${list}`;
    }
  }
}

/** iptables takes 255 bytes of comment; here they are one line of ASCII that ends no quotation. */
function comment(text: string): string {
  const plain = text.replaceAll(/["\\]/g, "'").replaceAll(/[^ -~]+/g, ' ');
  return `-m comment --comment "${plain.slice(0, 255)}"`;
}
