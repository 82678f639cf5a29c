import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import { formatCidr } from '../../model/topology/ipv4';
import { pathBetween, routesOf, wayOutByIpv6, wayOutOf } from '../../model/traffic/paths';
import { okUnless, type Probe } from '../probe';
import type { Survey } from './survey';

/** The network settings of each host: firewall in force, routes, forwarding, time to live. */
export function settingProbes(stand: Stand, survey: Survey): Probe[] {
  return stand.hosts.flatMap((host) => [
    firewallProbe(survey, host),
    routesProbe(stand, survey, host),
    forwardingProbe(survey, host),
    ...(host.publicAddress ? [sendersProbe(survey, host)] : []),
    ttlProbe(stand, survey, host),
  ]);
}

function firewallProbe(survey: Survey, host: Host): Probe {
  return {
    group: 'network',
    name: `firewall of ${host.name}`,
    expected: 'the rules in force are those in /etc/iptables',
    next: `./stand ssh ${host.name} -- sudo systemctl restart netfilter-persistent`,
    run: async () => {
      const { firewall } = await survey.facts(host);
      return okUnless(firewall, 'the same rules');
    },
  };
}

function routesProbe(stand: Stand, survey: Survey, host: Host): Probe {
  const ways = routesOf(stand, host).map(({ to, via }) => [formatCidr(to.cidr), via]);
  const byIpv6 = wayOutByIpv6(host);
  const wanted = routeList({
    ...Object.fromEntries([['default', wayOutOf(host).via], ...ways]),
    ...(byIpv6 && { '::/0': byIpv6 }),
  });
  return {
    group: 'network',
    name: `routes of ${host.name}`,
    expected: wanted,
    next: `./stand ssh ${host.name} -- ${byIpv6 ? "'ip route; ip -6 route'" : 'ip route'}`,
    run: async () => {
      const saw = routeList((await survey.facts(host)).routes);
      return { ok: saw === wanted, saw };
    },
  };
}

function routeList(routes: Readonly<Record<string, string>>): string {
  const list = Object.entries(routes).map(([to, via]) => `${to} via ${via}`);
  return list.sort().join(', ') || 'none';
}

function forwardingProbe(survey: Survey, host: Host): Probe {
  const words = (forwards: boolean) => (forwards ? 'forwards' : 'does not forward');
  const wanted = host.roles.includes('gateway');
  return {
    group: 'network',
    name: `forwarding of ${host.name}`,
    expected: words(wanted),
    next: `./stand ssh ${host.name} -- /usr/sbin/sysctl net.ipv4.ip_forward`,
    run: async () => {
      const { forwarding } = await survey.facts(host);
      return { ok: forwarding === wanted, saw: words(forwarding) };
    },
  };
}

/** Otherwise a neighbour on the public network could pass for the management host. */
function sendersProbe(survey: Survey, host: Host): Probe {
  const words = (isStrict: boolean) =>
    isStrict
      ? 'each interface takes only what an answer would leave by'
      : 'each interface takes whatever comes';
  return {
    group: 'network',
    name: `senders at ${host.name}`,
    expected: words(true),
    next: `./stand ssh ${host.name} -- /usr/sbin/sysctl net.ipv4.conf.all.rp_filter`,
    run: async () => {
      const { strict } = await survey.facts(host);
      return { ok: strict, saw: words(strict) };
    },
  };
}

/** As the others see it in answers to their pings: a gateway in between subtracts one. */
function ttlProbe(stand: Stand, survey: Survey, host: Host): Probe {
  return {
    group: 'network',
    name: `time to live of ${host.name}`,
    expected: `${stand.ttl}, and one less behind a gateway`,
    next: `./stand ssh ${host.name} -- /usr/sbin/sysctl net.ipv4.ip_default_ttl`,
    run: async () => {
      const seen = stand.hosts.map(async (other) => {
        const path = pathBetween(stand, other, host);
        if (other === host || !path) return [];
        const ttl = (await survey.reachedFrom(other)).pings.get(path.destination);
        const wanted = stand.ttl - (path.gateway ? 1 : 0);
        // A ping without an answer is reported by the probe of its flow.
        return ttl && ttl !== wanted ? [`${ttl} as ${other.name} sees it, not ${wanted}`] : [];
      });
      const settled = await Promise.allSettled(seen);
      const wrong = settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
      const { ttl } = await survey.facts(host);
      if (ttl !== stand.ttl) wrong.unshift(`${ttl} is set`);
      return okUnless(wrong, String(ttl));
    },
  };
}
