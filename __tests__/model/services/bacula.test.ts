import { buildStand } from '../../../model/build-stand';
import type { Variables } from '../../../model/description/variables';
import { bookworm, hostOf, otherAddressPlan, shipped, vary } from '../../fixtures';

/** What the role of a service is told on a host. */
function told(service: string, host: string, config = shipped): Variables {
  const stand = buildStand(config);
  const found = stand.services.find(({ name }) => name === service);
  if (!found) throw new Error(`no service ${service}`);
  return { ...found.variables(stand), ...found.hostVariables?.(stand, hostOf(stand, host)) };
}

test('the director knows each file daemon by name, address, certificate and password', () => {
  const { bacula_director_clients: clients } = told('bacula_director', 'bk1server');
  const expected = [
    ['e1server', '192.168.1.2'],
    ['e2server', '192.168.1.3'],
    ['psql1server', '192.168.1.10'],
    ['psql2server', '192.168.1.11'],
    ['bk1server', '192.168.1.12'],
    ['mon1server', '192.168.1.13'],
  ].map(([name, address]) => ({
    name: `${name}-fd`,
    address,
    certificate_name: `${name}.domain.local`,
    password: `{{ vault_bacula_${name}_password }}`,
  }));
  expect(clients).toEqual(expected);
});

test('a file daemon has the name, the address and the password that the director expects', () => {
  const { bacula_director_clients: clients, bacula_director_name: director } = told(
    'bacula_director',
    'bk1server',
    otherAddressPlan,
  );
  for (const { name, address, password, certificate_name } of clients as Variables[]) {
    const host = String(certificate_name).split('.')[0] as string;
    expect(told('bacula_client', host, otherAddressPlan)).toMatchObject({
      bacula_client_name: name,
      bacula_client_address: address,
      bacula_client_password: password,
      bacula_client_director: director,
    });
  }
});

describe('a dump', () => {
  test('gets only the host where its backup is taken', () => {
    expect(told('bacula_client', 'psql2server')).toMatchObject({
      bacula_client_dump_database: 'ejabberd-domain-local',
      bacula_client_dump_user: 'dump_role',
      bacula_client_dump_password: '{{ vault_postgresql_dump_password }}',
      bacula_client_dump_servers: ['psql1server.domain.local', 'psql2server.domain.local'],
    });
    expect(Object.keys(told('bacula_client', 'psql1server')).join()).not.toContain('dump');
  });

  test('is let in from there to every server, with a role that only reads', () => {
    const { postgresql_hba, postgresql_roles } = told('postgresql', 'psql1server');
    expect(postgresql_hba).toContainEqual({
      database: 'ejabberd-domain-local',
      user: 'dump_role',
      address: '192.168.1.11',
    });
    expect(postgresql_roles).toContainEqual({
      name: 'dump_role',
      password: '{{ vault_postgresql_dump_password }}',
      member_of: ['pg_read_all_data'],
    });
  });

  test('leaves no role and no access where it is not used', () => {
    const without = vary({ backups: { filesets: {}, jobs: {} } });
    const { postgresql_hba, postgresql_roles } = told('postgresql', 'psql1server', without);
    expect(JSON.stringify([postgresql_hba, postgresql_roles])).not.toContain('dump');
  });
});

test('daemons of a release for which certificates are optional must use them', () => {
  const options = (config: typeof shipped) => [
    told('bacula_client', 'e1server', config).bacula_client_tls_options,
    told('bacula_director', 'bk1server', config).bacula_director_tls_options,
  ];
  expect(options(shipped)).toEqual([['TLS PSK Enable = no'], ['TLS PSK Enable = no']]);
  expect(options(bookworm)).toEqual([[], []]);
});
