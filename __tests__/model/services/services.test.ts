import { buildStand } from '../../../model/build-stand';
import type { StandConfig } from '../../../model/description/config';
import { closedIp6tablesRules, ip6tablesRules } from '../../../model/host-files/iptables';
import { services } from '../../../model/services';
import type { Service } from '../../../model/stand';
import {
  certified,
  dual,
  faultsOf,
  hostOf,
  onlyHosts,
  refuses,
  shipped,
  threeNodes,
  vary,
  varyHost,
} from '../../fixtures';

const names = services.map(({ name }) => name);
const roles = (...roles: string[]) => ({ roles });

refuses([
  [
    'an even number of etcd hosts',
    varyHost('bk1server', roles('backup')),
    ...(['etcd', /odd number of hosts; got 2/, /add or remove one/] as const),
  ],
  [
    'PostgreSQL without etcd',
    ['psql1server', 'psql2server'].reduce(
      (config, name) => varyHost(name, roles('postgresql'), config),
      varyHost('bk1server', roles('backup')),
    ),
    ...(['postgresql', /etcd/, /one host, or to three/] as const),
  ],
  [
    'ejabberd without PostgreSQL',
    onlyHosts(['e1server', 'e2server', 'gw1server']),
    ...(['ejabberd', /postgresql/, /give it to a host/] as const),
  ],
  [
    'two accounts whose passwords would have one name in the vault',
    vary({ accounts: { admins: ['a.b'], users: ['a_b'] } }),
    ...(['accounts', /'a_b' and 'a\.b'/, /differ/] as const),
  ],
  [
    "an account with the name of the checks' own",
    vary({ accounts: { admins: ['admin'], users: ['stand-check'] } }),
    ...(['accounts', /'stand-check'/, /another name/] as const),
  ],
]);

test('each service comes after those it stands on, and they exist', () => {
  services.forEach((service, index) => {
    expect(names.slice(0, index)).toEqual(expect.arrayContaining([...service.after]));
  });
});

test('a stand has the services that its hosts have roles for', () => {
  const present = (config: typeof shipped) => buildStand(config).services.map(({ name }) => name);
  expect(present(shipped)).toEqual([
    'base',
    'etcd',
    'nfs_server',
    'nfs_client',
    'postgresql',
    'pgbackrest',
    'haproxy',
    'ejabberd',
    'bacula_client',
    'bacula_director',
    'node_exporter',
    'postgres_exporter',
    'prometheus',
    'alertmanager',
    'grafana',
    'bacula_backups',
  ]);
  const own = present(shipped);
  const besides = (config: typeof shipped) => present(config).filter((name) => !own.includes(name));
  expect(besides(certified)).toEqual(['domain_certificate', 'acme']);
  const files = { source: 'files', certificate: 'domain.crt', key: 'domain.key' };
  expect(besides(vary({ certificates: files }))).toEqual(['domain_certificate']);
  expect(besides(vary({ certificates: { source: 'own' } }))).toEqual([]);
  expect(present(onlyHosts(['gw1server']))).toEqual(['base']);
  expect(present(onlyHosts(['psql1server']))).toEqual(['base', 'etcd', 'postgresql']);
});

describe.each(services.map((service): [string, Service] => [service.name, service]))(
  '%s',
  (name, service) => {
    const stand = buildStand(certified);

    test('names its variables after its role', () => {
      const host = stand.hosts[0];
      if (!host) throw new Error('no host');
      const variables = { ...service.variables(stand), ...service.hostVariables?.(stand, host) };
      expect(Object.keys(variables).filter((key) => !key.startsWith(`${name}_`))).toEqual([]);
    });

    test('says what each of its flows is for', () => {
      expect(service.flows(stand).filter(({ why }) => why.trim() === '')).toEqual([]);
    });
  },
);

test('a single etcd host is enough, and five are fine', () => {
  expect(faultsOf(onlyHosts(['psql1server']))).toEqual([]);
  const five = ['e1server', 'e2server'].reduce(
    (config, name) => varyHost(name, roles('ejabberd', 'etcd'), config),
    shipped,
  );
  expect(faultsOf(five)).toEqual([]);
});

test('ejabberd’s database is named after the domain', () => {
  const databases = (domain: string) => {
    const stand = buildStand(vary({ domain }));
    const find = (name: string) => stand.services.find((service) => service.name === name);
    return [
      find('postgresql')?.variables(stand).postgresql_databases,
      find('ejabberd')?.variables(stand).ejabberd_sql_database,
    ];
  };
  expect(databases('domain.local')).toEqual([
    [{ name: 'ejabberd-domain-local', owner: 'ejabberd' }],
    'ejabberd-domain-local',
  ]);
  expect(databases('chat.example.org')[1]).toBe('ejabberd-chat-example-org');
});

test('PostgreSQL lets in each ejabberd node and who dumps, by the address that it sees', () => {
  const stand = buildStand(threeNodes);
  const postgresql = stand.services.find(({ name }) => name === 'postgresql');
  expect(postgresql?.variables(stand).postgresql_hba).toEqual([
    { database: 'ejabberd-domain-local', user: 'ejabberd', address: '192.168.1.2' },
    { database: 'ejabberd-domain-local', user: 'ejabberd', address: '192.168.1.3' },
    { database: 'ejabberd-domain-local', user: 'ejabberd', address: '192.168.1.4' },
    { database: 'ejabberd-domain-local', user: 'dump_role', address: '192.168.1.11' },
  ]);
});

test('PostgreSQL leaves loopback to HAProxy where that is on the same host', () => {
  const listensAt = (config: StandConfig) => {
    const stand = buildStand(config);
    const postgresql = stand.services.find(({ name }) => name === 'postgresql');
    return postgresql?.hostVariables?.(stand, hostOf(stand, 'psql1server')).postgresql_listen;
  };
  expect(listensAt(varyHost('psql1server', roles('ejabberd', 'postgresql', 'etcd')))).toBe(
    '192.168.1.10',
  );
  expect(listensAt(shipped)).toBeUndefined();
});

test('by IPv6 all hosts are closed but those that are reached so', () => {
  const stand = buildStand(dual);
  const base = stand.services.find(({ name }) => name === 'base');
  const rules = (name: string) =>
    ({ ...base?.variables(stand), ...base?.hostVariables?.(stand, hostOf(stand, name)) })
      .base_iptables_rules_v6;
  expect(rules('psql1server')).toBe(closedIp6tablesRules());
  expect(rules('e1server')).toBe(ip6tablesRules(stand, hostOf(stand, 'e1server')));
  expect(rules('e1server')).toContain('2001:db8:5::2/128');
});

test('a host’s certificate names it, and ejabberd’s also the domain and its services', () => {
  const stand = buildStand(shipped);
  const names = (wanted: string) => {
    const host = stand.hosts.find(({ name }) => name === wanted);
    const base = stand.services.find(({ name }) => name === 'base');
    return host && base?.hostVariables?.(stand, host).base_certificate_dns_names;
  };
  expect(names('bk1server')).toEqual(['bk1server.domain.local', 'bk1server', 'localhost']);
  expect(names('e1server')).toEqual(
    expect.arrayContaining(['e1server.domain.local', 'domain.local', 'conference.domain.local']),
  );
});
