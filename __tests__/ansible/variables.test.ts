import { optionsOf } from '../../ansible/role';
import { secretsVariables } from '../../ansible/variables';
import { buildStand } from '../../model/build-stand';
import type { Variables } from '../../model/description/variables';
import { ownVariables, sharedVariables } from '../../model/services/role-variables';
import { optionFaults } from '../../model/settings/option-faults';
import type { RoleOption } from '../../model/settings/role-options';
import type { Service, Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import type { Host } from '../../model/topology/hosts';
import { bookworm, certified, hostOf, shipped, vary } from '../fixtures';

const paths = { vaultFile: '/s/vault.yml', vaultPasswordFile: '/h/password', caDirectory: '/s/ca' };
const stand = buildStand(shipped);

/** What a service's role is told on a host, by the files of its groups and its own. */
const serviceVariables = (stand: Stand, service: Service, host: Host): Variables => ({
  ...sharedVariables(stand, service),
  ...ownVariables(stand, service, host),
});

/** All that a host's roles are told. */
function variablesOf(name: string): Variables {
  const host = hostOf(stand, name);
  const running = stand.services.filter(({ group }) => hostsOf(stand, group).includes(host));
  return Object.assign({}, ...running.map((service) => serviceVariables(stand, service, host)));
}

/** Which of Ansible's types a value is. */
function fits(value: unknown, type = 'str'): boolean {
  switch (type) {
    case 'list':
      return Array.isArray(value);
    case 'dict':
      return typeof value === 'object' && !Array.isArray(value);
    case 'int':
      return Number.isInteger(value);
    case 'bool':
      return typeof value === 'boolean';
    default:
      return typeof value === 'string';
  }
}

describe.each([
  ['trixie', shipped],
  ['bookworm', bookworm],
  ['emulated machines', vary({ hypervisor: 'qemu' })],
  ['a stand with certificates by ACME', certified],
])('on %s', (_, config) => {
  const stand = buildStand(config);
  const told = stand.services.flatMap((service) =>
    hostsOf(stand, service.group).map((host) => ({
      role: service.name,
      variables: serviceVariables(stand, service, host),
    })),
  );

  test.each([...new Set(told.map(({ role }) => role))])(
    'the role %s gets the variables that it declares, in the declared types, and no others',
    (wanted) => {
      const options = optionsOf(wanted);
      const required = Object.keys(options).filter((name) => options[name]?.required);
      for (const { variables } of told.filter(({ role }) => role === wanted)) {
        expect(Object.keys(variables).filter((name) => !(name in options))).toEqual([]);
        expect(required.filter((name) => !(name in variables))).toEqual([]);
        const wrong = Object.entries(variables).flatMap(([name, value]) =>
          optionFaults(name, value, options[name] as RoleOption),
        );
        expect(wrong).toEqual([]);
      }
    },
  );
});

test('the secrets role gets the variables that it declares, and no others', () => {
  const options = optionsOf('secrets');
  const variables = secretsVariables(stand, paths, {});
  expect(Object.keys(variables).filter((name) => !(name in options))).toEqual([]);
  const required = Object.keys(options).filter((name) => options[name]?.required);
  expect(required.filter((name) => !(name in variables))).toEqual([]);
});

test('a host gets the variables of the services that it runs, and no others', () => {
  const told = (name: string) =>
    stand.services
      .map((service) => service.name)
      .filter((role) => Object.keys(variablesOf(name)).some((key) => key.startsWith(`${role}_`)));
  const everywhere = ['base', 'node_exporter'];
  expect(told('gw1server').sort()).toEqual(everywhere);
  expect(told('e1server').sort()).toEqual(
    [...everywhere, 'bacula_client', 'ejabberd', 'haproxy'].sort(),
  );
  expect(told('mon1server').sort()).toEqual(
    [...everywhere, 'bacula_client', 'prometheus', 'alertmanager', 'grafana'].sort(),
  );
  const stored = [...everywhere, 'bacula_client', 'etcd'];
  expect(told('bk1server').sort()).toEqual(
    [...stored, 'bacula_backups', 'bacula_director', 'nfs_server'].sort(),
  );
  expect(told('psql1server').sort()).toEqual(
    [...stored, 'nfs_client', 'pgbackrest', 'postgres_exporter', 'postgresql'].sort(),
  );
});

/** Every text in a value, with the name it stands under. */
function texts(value: unknown, name = ''): [string, string][] {
  if (typeof value === 'string') return [[name, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    texts(inner, Array.isArray(value) ? name : key),
  );
}

test('what is secret is an expression that reads the vault, never a value', () => {
  for (const { name } of stand.hosts) {
    const secret = texts(variablesOf(name)).filter(([key]) =>
      /(password|passphrase|cookie|secret|token)$/.test(key),
    );
    const known = secret.filter(([key]) => key !== 'etcd_cluster_token');
    expect(known.length).toBeGreaterThan(0);
    for (const [, value] of known) expect(value).toMatch(/^\{\{ vault_[a-z0-9_]+ \}\}$/);
  }
});

test('a role gets its secrets only from the vault', () => {
  for (const service of stand.services) {
    const options = optionsOf(service.name);
    for (const host of hostsOf(stand, service.group)) {
      const variables = serviceVariables(stand, service, host);
      const secret = Object.keys(variables).filter((name) => options[name]?.no_log);
      for (const name of secret.filter((name) => fits(variables[name], 'str'))) {
        expect([name, variables[name]]).toEqual([
          name,
          expect.stringMatching(/^\{\{ vault_\w+ \}\}$/),
        ]);
      }
    }
  }
});

test('every secret that is read is generated, and every one generated is read', () => {
  const all = stand.hosts.flatMap(({ name }) => texts(variablesOf(name)));
  const read = all.flatMap(([, value]) => [...value.matchAll(/vault_\w+/g)].map(([name]) => name));
  const { secrets_names } = secretsVariables(stand, paths);
  const generated = (secrets_names as { name: string }[]).map(({ name }) => name);
  // The authority's passphrase belongs to the role that makes the authority.
  expect([...new Set(read)].sort()).toEqual([...generated, 'vault_ca_passphrase'].sort());
});

test('no secret is shorter than 20 characters', () => {
  const { secrets_names } = secretsVariables(stand, paths);
  for (const { length } of secrets_names as { length: number }[]) {
    expect(length).toBeGreaterThanOrEqual(20);
  }
});
