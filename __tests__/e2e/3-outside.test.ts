import {
  addressOf,
  ejabberdHosts,
  type HostName,
  hostNames,
  hosts,
  publicNetwork,
} from '../../test-stand/hosts';
import { inLab, ssh, timed } from '../../test-stand/stand';
import {
  addStranger,
  furnishHouse,
  removeStranger,
  strangersAddress,
  strangersIpv6Address,
} from '../../test-stand/stranger';
import { describeOtherServers } from './behaviour/other-servers';
import { describeTlsProfile } from './behaviour/tls-profile';
import { describeWebChat } from './behaviour/web-chat';
import { fromOutside, type Outside } from './support/services/xmpp';
import { each, everyPort, forWorld, reachAsStranger } from './support/strangers-reach';

const { tcp: open, turn, relay } = forWorld;
/** Ports on which hosts of the stand listen, none of them for the world. */
const inside = [22, 1883, 4369, 5280, 5432, 8008, 9090, 9100, 9102];

/** The lab's address in the public network, where its name server is too. */
const router = '203.0.113.1';
const routerByIpv6 = '2001:db8:5::1';
const managementHost = '192.168.121.1';

const places = ejabberdHosts.map((name) => hosts[name].public);
const placesByIpv6 = ejabberdHosts.map((name) => hosts[name].publicIpv6);

beforeAll(async () => {
  await addStranger(router, hosts.e1server.public, ['192.168.1.0/28']);
  await furnishHouse();
});
afterAll(removeStranger);

/** Tries all ports of addresses: the ones for the world are open, and no others. */
async function findsWhatIsForTheWorld(addresses: readonly string[]): Promise<void> {
  const udp = [53, 161, 514, turn, 5353, ...relay, 49151, 50176];
  const found = await timed('all ports, tried', () =>
    reachAsStranger(addresses, each(addresses, everyPort), each(addresses, udp), addresses),
  );
  expect(found).toEqual({
    tcp: each(addresses, open).map(([address, port]) => `${address}:${port} open`),
    udp: addresses.flatMap((address) => [
      `${address}:${turn} answered`,
      ...relay.map((port) => `${address}:${port} refused`),
    ]),
    pings: addresses,
  });
}

const byNode = <Value>(value: (name: (typeof ejabberdHosts)[number]) => Value) =>
  Object.fromEntries(ejabberdHosts.map((name) => [name, value(name)]));
const logins = byNode(() => ({ STARTTLS: 'TLSv1.3', 'direct TLS': 'TLSv1.3', 443: 'TLSv1.3' }));

/** By each way to it, a node relays at an IPv4 address, unless it is asked for another kind. */
const relayed = byNode((name) => {
  const address = hosts[name].public;
  return { UDP: address, TCP: address, TLS: address };
});

describe('a stranger', () => {
  it('finds the ports open that are for the world, of all that there are, and is answered a ping', () =>
    findsWhatIsForTheWorld(places));

  it('gets no more than a ping through to other addresses, also by a router that leads to a node', async () => {
    const names: readonly HostName[] = hostNames;
    const addresses = names.flatMap((name) => [hosts[name].management, ...hosts[name].addresses]);
    const tried = [...inside, ...open];
    const found = await reachAsStranger(
      places,
      each(addresses, tried),
      each(addresses, [turn]),
      addresses,
    );
    // What is for the management network, libvirt may refuse before it comes to a host.
    const byLibvirt = names.map((name) => `${hosts[name].management}:${turn} refused`);
    const udp = found.udp.filter((outcome) => !byLibvirt.includes(outcome));
    expect({ ...found, udp }).toEqual({ tcp: [], udp: [], pings: [addressOf('e1server')] });
  });

  it('is answered by the public router', async () => {
    for (const name of ejabberdHosts)
      expect(await ssh(name, `ip route get ${strangersAddress}`)).toContain(`via ${router} `);
  });

  describe('who has an account', () => {
    let found: Outside;
    beforeAll(async () => {
      // Not max, for whom a message waits in another test at the same time.
      found = await fromOutside('admin');
    });

    it('finds a node by an SRV record alone', () => {
      const ways = [...places, ...placesByIpv6].map((address) => `${address}:5223`);
      expect(ways).toContain(found.found);
    });

    it('logs in, by the certificate of the domain', () => {
      expect(found.logins).toEqual(logins);
    });

    it('is seen at the own address', async () => {
      expect(found.seen).toEqual(byNode(() => strangersAddress));
      for (const name of ejabberdHosts) {
        const log = await ssh(name, 'sudo tail -n 500 /var/log/ejabberd/ejabberd.log');
        expect(log).toMatch(new RegExp(`Accepted .* admin@.*${strangersAddress}`));
      }
    });

    it('is told of relays at public addresses, and gets datagrams through them by UDP, TCP and TLS', () => {
      expect(found.told).toEqual(byNode((name) => hosts[name].public));
      expect(found.relayed).toEqual(relayed);
    });
  });
});

describe('TLS', describeTlsProfile);

describe('somebody with a browser', describeWebChat);

describe('people of other servers', () => describeOtherServers(router));

describe('a neighbour on the public network', () => {
  // libvirt has the lab's own packets bear its address there.
  const sendAsIs = (action: '-I' | '-D') => {
    const rule = ['-s', managementHost, '-d', publicNetwork, '-j', 'ACCEPT'];
    return inLab(['iptables', '-w', '-t', 'nat', action, 'POSTROUTING', ...rule]);
  };
  beforeAll(() => sendAsIs('-I'));
  afterAll(() => sendAsIs('-D'));

  it('cannot pretend to be the management host', async () => {
    const connect = (address: string) => inLab(['python3', '-c', pretend, managementHost, address]);
    for (const name of ejabberdHosts) {
      expect(await connect(hosts[name].management)).toBe('open\n');
      expect(await connect(hosts[name].public)).toBe('timed out\n');
    }
  });
});

describe('a stranger who has IPv6 alone', () => {
  beforeAll(() => addStranger(routerByIpv6, hosts.e1server.public, []));

  it('finds the ports open that are for the world, of all that there are, and is answered a ping', () =>
    findsWhatIsForTheWorld(placesByIpv6));

  it('logs in, by records alone and at each node, is seen at the own address, and calls people by IPv4', async () => {
    const found = await fromOutside('admin', undefined, (node) => hosts[node].publicIpv6);
    expect(placesByIpv6.map((address) => `${address}:5223`)).toContain(found.found);
    expect(found).toMatchObject({ logins, seen: byNode(() => strangersIpv6Address), relayed });
    for (const name of ejabberdHosts) {
      const log = await ssh(name, 'sudo tail -n 500 /var/log/ejabberd/ejabberd.log');
      expect(log).toMatch(new RegExp(`Accepted .* admin@.*${strangersIpv6Address}`));
    }
  });
});

/** Connects to port 22 of an address, from an address. */
const pretend = `
import socket, sys
try:
    socket.create_connection((sys.argv[2], 22), 3, (sys.argv[1], 0)).close()
    print('open')
except OSError as error:
    print(error)
`;
