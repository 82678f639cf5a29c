import {
  addressOf,
  domain,
  type HostName,
  hostNames,
  hosts,
  onEveryHost,
} from '../../../test-stand/hosts';
import { ssh } from '../../../test-stand/stand';
import { type Facts, readFacts } from '../support/guest';

const wayOut = { default: '192.168.121.1' };
const fromDmz = { default: '203.0.113.1', '192.168.1.8/29': '192.168.1.1' };
const fromInternal = { ...wayOut, '192.168.1.0/29': '192.168.1.9' };

const routes: Record<HostName, Record<string, string>> = {
  e1server: fromDmz,
  e2server: fromDmz,
  psql1server: fromInternal,
  psql2server: fromInternal,
  gw1server: wayOut,
  bk1server: fromInternal,
  mon1server: fromInternal,
};

const allDropped = { INPUT: 'DROP', FORWARD: 'DROP', OUTPUT: 'DROP' };

/** Time to live of an answer to a ping. */
async function answersTtl(from: HostName, to: HostName): Promise<number> {
  const output = await ssh(from, `sudo ping -c 1 -W 5 ${addressOf(to)}`);
  return Number(/ttl=(\d+)/.exec(output)?.[1]);
}

export function describeHosts(): void {
  describe('every host', () => {
    let facts: Record<HostName, Facts>;

    beforeAll(async () => {
      facts = await onEveryHost(readFacts);
    });

    it.each(hostNames)('%s runs, and no unit of it has failed', (host) => {
      expect(facts[host]).toMatchObject({ failed: [], state: 'running' });
    });

    it.each(hostNames)('%s knows its own name and the addresses of all', (host) => {
      const { hostname, fqdn, names } = facts[host];
      expect({ hostname, fqdn }).toEqual({ hostname: host, fqdn: `${host}.${domain}` });
      const known = hostNames.flatMap((name) => [
        [name, hosts[name].addresses],
        [`${name}.${domain}`, hosts[name].addresses],
      ]);
      expect(names).toEqual(Object.fromEntries(known));
    });

    it.each(hostNames)('%s sends packets with a time to live of 66', (host) => {
      expect(facts[host].ttl).toBe(66);
    });

    it.each(hostNames)('%s reaches the other networks by the gateway', (host) => {
      expect(facts[host].routes).toEqual(routes[host]);
    });

    it.each(hostNames)('%s drops by default, by IPv4 and by IPv6', (host) => {
      expect(facts[host].policies).toMatchObject(allDropped);
      expect(facts[host].policies6).toEqual(allDropped);
    });

    it('forwards only when it is the gateway', () => {
      const forwarding = hostNames.filter((name) => facts[name].forwarding);
      expect(forwarding).toEqual(['gw1server']);
    });
  });

  describe('a ping', () => {
    it('is answered by a neighbour with the whole time to live', async () => {
      expect(await answersTtl('e1server', 'e2server')).toBe(66);
    });

    it('is answered from behind the gateway with one hop less', async () => {
      expect(await answersTtl('e1server', 'psql1server')).toBe(65);
      expect(await answersTtl('mon1server', 'e2server')).toBe(65);
    });
  });
}
