import { buildStand } from '../../../model/build-stand';
import type { StandConfig } from '../../../model/description/config';
import { ownVariables, sharedVariables } from '../../../model/services/role-variables';
import { certified, exposed, hostOf, twoGateways, vary, varyHost } from '../../fixtures';

const files = vary(
  { certificates: { source: 'files', certificate: 'domain.crt', key: '/srv/domain.key' } },
  exposed,
);

/** What a service's role is told on the first node. */
function told(config: StandConfig, name: string) {
  const stand = buildStand(config);
  const service = stand.services.find((service) => service.name === name);
  if (!service) return undefined;
  const own = ownVariables(stand, service, hostOf(stand, 'e1server'));
  return { ...sharedVariables(stand, service), ...own };
}

const showing = (config: StandConfig) => ({
  ejabberd: told(config, 'ejabberd')?.ejabberd_tls_certificate,
  key: told(config, 'ejabberd')?.ejabberd_tls_key,
  haproxy: told(config, 'haproxy')?.haproxy_turn_tls_certificate,
});

test('strangers are shown the host’s own certificate, or that of the domain', () => {
  const domain = '/etc/ssl/private/domain.pem';
  expect(showing(exposed)).toEqual({});
  for (const config of [files, certified])
    expect(showing(config)).toEqual({ ejabberd: domain, key: domain, haproxy: domain });
});

test('what hosts show each other stays the host’s own', () => {
  for (const config of [files, certified])
    expect(told(config, 'base')).toEqual(told(exposed, 'base'));
});

test('a certificate by ACME has all names of the domain, and the node’s own', () => {
  expect(told(certified, 'acme')?.acme_names).toEqual([
    'domain.local',
    'conference.domain.local',
    'pubsub.domain.local',
    'upload.domain.local',
    'e1server.domain.local',
  ]);
});

test('it has the names of nodes too whose addresses the node takes over', () => {
  const floating = vary({ certificates: certified.certificates }, twoGateways);
  expect(told(floating, 'acme')?.acme_names).toContain('e2server.domain.local');
  expect(told(certified, 'acme')?.acme_names).not.toContain('e2server.domain.local');
});

test('a node that no stranger reaches cannot prove its own name by http, and does not ask for it', () => {
  const { public: _, ...inside } = exposed.hosts.e1server?.addresses ?? {};
  const half = varyHost('e1server', { addresses: inside }, certified);
  expect(told(half, 'acme')?.acme_names).not.toContain('e1server.domain.local');
  const challenge = { 'dns-01': { server: '192.0.2.53', key: 'stand-key' } };
  const byDns = vary({ certificates: { ...certified.certificates, challenge } }, half);
  expect(told(byDns, 'acme')?.acme_names).toContain('e1server.domain.local');
});

test('nodes share an account, by which HAProxy answers the authority', () => {
  const { secrets } = buildStand(certified).services.find(
    ({ name }) => name === 'domain_certificate',
  ) as { secrets: (stand: object) => unknown };
  expect(secrets(buildStand(certified))).toEqual([{ name: 'acme_account' }]);
  expect(secrets(buildStand(files))).toEqual([]);
  expect(told(certified, 'domain_certificate')).toEqual({
    domain_certificate_account: '{{ vault_acme_account }}',
  });
  expect(told(certified, 'haproxy')?.haproxy_acme_account).toBe(
    '/etc/domain-certificate/account.map',
  );
  expect(told(files, 'haproxy')).not.toHaveProperty('haproxy_acme_account');
});

test('a name server that takes updates is told by nodes in turn, with a secret of the vault', () => {
  const challenge = { 'dns-01': { server: '192.0.2.53', key: 'stand-key' } };
  const config = vary({ certificates: { ...certified.certificates, challenge } }, certified);
  expect(told(config, 'acme')).toMatchObject({
    acme_dns: { server: '192.0.2.53', key: 'stand-key', algorithm: 'hmac-sha256' },
    acme_dns_secret: '{{ vault_acme_tsig }}',
  });
  expect(told(config, 'haproxy')).not.toHaveProperty('haproxy_acme_account');
  const secretsOf = (config: StandConfig) => {
    const stand = buildStand(config);
    return stand.services.find(({ name }) => name === 'acme')?.secrets(stand);
  };
  expect(secretsOf(config)).toMatchObject([
    { name: 'acme_tsig', rotation: { never: expect.any(String) } },
  ]);
  expect(secretsOf(certified)).toEqual([]);
});

test('nodes look at different times whether theirs is due', () => {
  const stand = buildStand(certified);
  const service = stand.services.find(({ name }) => name === 'acme');
  if (!service) throw new Error('no service');
  const times = ['e1server', 'e2server'].map((name) => {
    const own = ownVariables(stand, service, hostOf(stand, name));
    return [own.acme_minute, own.acme_minutes];
  });
  expect(times).toEqual([
    [0, 15],
    [30, 15],
  ]);
});

test('no path of this machine is in what the plan compares', () => {
  expect(JSON.stringify(told(files, 'domain_certificate'))).not.toMatch(/srv|domain\.crt/);
});

test('a file’s end is measured as other certificates’, a renewed one’s by its own collector', () => {
  const collectors = (config: StandConfig) => {
    const found = told(config, 'node_exporter')?.node_exporter_collectors ?? [];
    return (found as { name: string }[]).map(({ name }) => name);
  };
  expect(told(files, 'node_exporter')?.node_exporter_certificates).toEqual([
    '/etc/ssl/certs/domain.crt',
  ]);
  expect(collectors(files)).not.toContain('domain_certificate');
  expect(told(certified, 'node_exporter')).not.toHaveProperty('node_exporter_certificates');
  expect(collectors(certified)).toContain('domain_certificate');
});
