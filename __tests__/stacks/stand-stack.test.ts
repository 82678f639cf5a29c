import { parse } from 'yaml';
import { buildStand } from '../../model/build-stand';
import type { StandConfig } from '../../model/description/config';
import { deriveGroups } from '../../model/topology/groups';
import { forwardRules } from '../../model/traffic/firewall';
import {
  bookworm,
  fourPostgresql,
  hostOf,
  otherAddressPlan,
  otherDomain,
  shipped,
  thirdPostgresql,
  threeNodes,
} from '../fixtures';
import { accepts } from '../model/traffic/packets';
import { renderStand, resourceOf, synthesise } from './synthesise';

/** The variables that Ansible reads for a host: those of its groups, and its own. */
function told(config: StandConfig, host: string) {
  const { files } = renderStand(config);
  const groups = deriveGroups(buildStand(config).hosts)
    .filter(({ hosts }) => hosts.some(({ name }) => name === host))
    .map(({ name }) => `/group_vars/${name}/`);
  const places = [...groups, '/group_vars/all/', `/host_vars/${host}.yml`];
  const read = Object.entries(files).filter(([path]) =>
    places.some((place) => path.includes(place)),
  );
  return Object.assign({}, ...read.map(([, text]) => parse(text)));
}

test('a stand is its networks, its hosts, its services and the secrets', () => {
  const { stand, terraform } = synthesise(shipped);
  const { libvirt_network, null_resource } = terraform.resource;
  expect(Object.keys(libvirt_network)).toHaveLength(3);
  expect(Object.keys(null_resource)).toHaveLength(7 + stand.services.length + 2);
});

test('a three-node ejabberd has a third member wherever members are listed', () => {
  const { ejabberd_nodes, base_hosts_file } = told(threeNodes, 'e1server');
  expect(ejabberd_nodes).toEqual(['e1server', 'e2server', 'e3server']);
  expect(base_hosts_file).toContain('192.168.1.4 e3server.domain.local e3server\n');
  expect(told(threeNodes, 'psql1server').postgresql_hba).toContainEqual({
    database: 'ejabberd-domain-local',
    user: 'ejabberd',
    address: '192.168.1.4',
  });
  const { triggers } = resourceOf(synthesise(threeNodes).terraform, 'services_ejabberd');
  expect(triggers.hosts).toContain('hosts_e3server');
});

test.each([
  ['third', thirdPostgresql, ['192.168.1.10', '192.168.1.11', '192.168.1.14']],
  ['fourth', fourPostgresql, ['192.168.1.18', '192.168.1.19', '192.168.1.22', '192.168.1.23']],
])('a %s PostgreSQL host is a member that its peers and HAProxy know', (_, config, addresses) => {
  const members = told(config, 'psql1server').postgresql_members;
  expect(members.map(({ address }: { address: string }) => address)).toEqual(addresses);
  const servers = told(config, 'e1server').haproxy_servers;
  expect(servers.map(({ address }: { address: string }) => address)).toEqual(addresses);
  const stand = buildStand(config);
  const rules = forwardRules(stand, hostOf(stand, 'gw1server'));
  const source = hostOf(stand, 'e1server').serviceAddress;
  for (const destination of addresses) {
    expect(accepts(rules, { source, destination, protocol: 'tcp', port: 5432 })).toBe(true);
  }
});

test('another address plan leaves no address of the shipped one anywhere', () => {
  const { text, rendered } = synthesise(otherAddressPlan);
  const everything = [text, ...Object.values(rendered.files)].join('\n');
  expect(everything).not.toContain('192.168.');
  expect(everything).toContain('172.16.5.2');
  expect(everything).toContain('10.20.30.10');
});

test('another domain leaves nothing of the shipped one anywhere', () => {
  const { text, rendered } = synthesise(otherDomain);
  const everything = [text, ...Object.values(rendered.files)].join('\n');
  expect(everything).not.toMatch(/domain[.-]local/);
  expect(told(otherDomain, 'e1server')).toMatchObject({
    ejabberd_domain: 'chat.example.org',
    ejabberd_sql_database: 'ejabberd-chat-example-org',
    base_certificate_dns_names: expect.arrayContaining(['conference.chat.example.org']),
  });
});

test('Debian 12 has its own PostgreSQL, packages and backports', () => {
  const { postgresql_version, postgresql_packages } = told(bookworm, 'psql1server');
  expect(postgresql_version).toBe(15);
  expect(postgresql_packages).toContain('postgresql-15');
  expect(JSON.stringify(told(bookworm, 'e1server'))).toContain('bookworm-backports');
  const image = { path: '/images/bookworm', bare: false };
  const everything = Object.values(renderStand(bookworm, undefined, { image }).files).join('\n');
  expect(everything).not.toMatch(/trixie|postgresql-17/);
});

test('Terraform’s configuration knows nothing secret: of a secret’s variable its name alone', () => {
  const secret = /vault|passw|passphrase|cookie|PRIVATE KEY/i;
  const { resource, ...others } = synthesise(shipped).terraform;
  const { null_resource, ...libvirt } = resource;
  expect(JSON.stringify([others, libvirt])).not.toMatch(secret);
  for (const { triggers, provisioner } of Object.values(null_resource))
    expect(
      JSON.stringify([Object.values(triggers), provisioner])
        // The name of an option of ejabberd's, and that there are passwords.
        .replace('auth_stored_password_types', '')
        .replaceAll(/password\\":\\"secret [0-9a-f]{12}/g, ''),
    ).not.toMatch(secret);
});
