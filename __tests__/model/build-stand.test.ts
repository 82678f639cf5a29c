import { buildStand } from '../../model/build-stand';
import { InvalidStandError } from '../../model/description/faults/faults';
import {
  bookworm,
  faultsOf,
  fourPostgresql,
  hostOf,
  otherAddressPlan,
  otherDomain,
  shipped,
  thirdPostgresql,
  threeNodes,
  vary,
  widerInternal,
} from '../fixtures';

test('the shipped stand builds', () => {
  expect(faultsOf(shipped)).toEqual([]);
  expect(buildStand(shipped)).toMatchObject({
    name: 'messaging',
    domain: 'domain.local',
    ttl: 66,
    accounts: { admins: ['admin'], users: ['max'] },
    state: { backend: 'local' },
  });
});

test.each(
  Object.entries({
    'a three-node ejabberd': threeNodes,
    'a third PostgreSQL host': thirdPostgresql,
    'a wider internal network': widerInternal,
    'four PostgreSQL hosts in it': fourPostgresql,
    'another address plan': otherAddressPlan,
    'another domain': otherDomain,
    'Debian 12': bookworm,
  }),
)('%s is a change of the description only', (_, config) => {
  expect(config).not.toEqual(shipped);
  expect(faultsOf(config)).toEqual([]);
});

test('Debian 13 is the default, with PostgreSQL 17; Debian 12 has PostgreSQL 15', () => {
  const { release: _, ...rest } = shipped;
  const earlier = { ...shipped, postgresqlVersion: 15 } as const;
  const facts = [rest, shipped, bookworm, earlier].map((config) => {
    const { release, postgresql } = buildStand(config);
    return `${release.codename} ${postgresql.version} ${postgresql.suite} ${release.backportsSuite}`;
  });
  expect(facts).toEqual([
    'trixie 17  trixie-backports',
    'trixie 17  trixie-backports',
    'bookworm 15  bookworm-backports',
    'trixie 15 bookworm trixie-backports',
  ]);
});

test('another address plan moves every address and nothing else', () => {
  const [old, moved] = [buildStand(shipped), buildStand(otherAddressPlan)];
  const back = JSON.parse(
    JSON.stringify(moved.hosts.map(({ interfaces, ...host }) => host))
      .replaceAll('10.20.30.', '192.168.121.')
      .replaceAll('172.16.5.', '192.168.1.'),
  );
  expect(back).toEqual(old.hosts.map(({ interfaces, ...host }) => host));
  expect(moved.management.hypervisorAddress).toBe('10.20.30.1');
});

test('another domain gives every host another full name', () => {
  expect(hostOf(buildStand(otherDomain), 'e1server').fqdn).toBe('e1server.chat.example.org');
});

test('a stand’s own flows come beside those of its services', () => {
  const own = { from: ['dmz'], to: 'gwserver', protocol: 'tcp', ports: [80], why: 'web' };
  const { flows } = buildStand(vary({ flows: [own] }));
  expect(flows.slice(0, -1)).toEqual(buildStand(shipped).flows);
  expect(flows.at(-1)).toEqual(own);
});

test('the hosts take packages from the proxy that is named, else from the lab’s own', () => {
  expect(buildStand(vary({ aptProxy: 'http://cache:3142' })).aptProxy).toBe('http://cache:3142');
  expect(buildStand(shipped).aptProxy).toBe('http://192.168.121.1:3142');
});

test('all faults of a description are reported at once', () => {
  const { e1server, e2server } = shipped.hosts;
  const hosts = {
    ...shipped.hosts,
    e2server: { ...e2server, addresses: e1server?.addresses, groups: ['friends'] },
    'no label': { roles: ['mail'], addresses: { moon: '10.0.0.1' } },
  };
  const wrong = vary({ name: 'A B', ttl: 0, state: { backend: 'ftp' }, hosts });
  expect(
    faultsOf(wrong)
      .map(({ where, what }) => `${where}: ${what}`)
      .sort(),
  ).toEqual([
    "host 'e2server': 192.168.1.2 in 'dmz' belongs to host 'e1server'",
    "host 'e2server': 192.168.121.10 in 'management' belongs to host 'e1server'",
    "host 'e2server': cannot join group 'friends'",
    "host 'no label': has no address in 'management'",
    "host 'no label': name must be a DNS label; got 'no label'",
    "host 'no label': unknown network 'moon'",
    "host 'no label': unknown role 'mail'",
    "name: must be a DNS label; got 'A B'",
    "state: unknown backend 'ftp'",
    'ttl: must be a whole number from 1 to 255; got 0',
  ]);
});

test('faults of the networks come with those of the settings', () => {
  const networks = { ...shipped.networks, dmz: { cidr: 'x', kind: 'y' } };
  const places = faultsOf(vary({ networks, domain: 'local' })).map(({ where }) => where);
  expect(places).toEqual(['domain', "network 'dmz'", "network 'dmz'"]);
});

test('the error counts the faults and gives each a line of place, value and remedy', () => {
  const build = (change: object) => () => buildStand(vary(change));
  expect(build({ ttl: 0 })).toThrow(InvalidStandError);
  expect(build({ ttl: 0 })).toThrow(
    'stand.config.ts has 1 fault:\n' +
      '  ttl: must be a whole number from 1 to 255; got 0; leave it out for the default, 66',
  );
  expect(build({ ttl: 0, name: '' })).toThrow(/has 2 faults:\n.*\n.*$/);
});
