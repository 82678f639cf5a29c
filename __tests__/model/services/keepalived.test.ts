import { buildStand } from '../../../model/build-stand';
import { base } from '../../../model/services/base';
import { keepalived } from '../../../model/services/keepalived';
import { hostOf, onlyHosts, shipped, twoGateways } from '../../fixtures';

const stand = buildStand(twoGateways);
const addressesOf = (name: string) =>
  keepalived.hostVariables?.(stand, hostOf(stand, name)).keepalived_addresses;

test('a stand has it where it has addresses that stay', () => {
  const names = (config: typeof shipped) => buildStand(config).services.map(({ name }) => name);
  expect(names(twoGateways)).toContain('keepalived');
  expect(names(shipped)).not.toContain('keepalived');
  expect(names(onlyHosts(['gw1server']))).not.toContain('keepalived');
});

test('a node has its own address, and takes over the other one’s when that is gone', () => {
  expect(addressesOf('e1server')).toEqual([
    {
      ...{ name: 'e1server-public', id: 10, address: '203.0.113.10', priority: 200 },
      ...{ source: '203.0.113.2', peers: ['203.0.113.3'] },
      ...{ returns: true, checked: true, together: '' },
    },
    {
      ...{ name: 'e2server-public', id: 11, address: '203.0.113.11', priority: 100 },
      ...{ source: '203.0.113.2', peers: ['203.0.113.3'] },
      ...{ returns: false, checked: true, together: '' },
    },
  ]);
});

test('a gateway’s addresses move together, whatever ejabberd does', () => {
  const common = { priority: 100, returns: false, checked: false, together: 'gw1server' };
  expect(addressesOf('gw2server')).toEqual([
    {
      ...{ name: 'gw1server-dmz', id: 1, address: '192.168.1.1', ...common },
      ...{ source: '192.168.1.5', peers: ['192.168.1.4'] },
    },
    {
      ...{ name: 'gw1server-internal', id: 17, address: '192.168.1.17', ...common },
      ...{ source: '192.168.1.19', peers: ['192.168.1.18'] },
    },
  ]);
});

test('a certificate is for every address that its host may have, and for the nodes whose they are', () => {
  const certificate = (name: string) => base.hostVariables?.(stand, hostOf(stand, name));
  expect(certificate('e1server')).toMatchObject({
    base_certificate_dns_names: expect.arrayContaining([
      ...['e1server.domain.local', 'e2server.domain.local', 'domain.local'],
    ]),
    base_certificate_ip_addresses: [
      ...['192.168.121.10', '192.168.1.2', '203.0.113.2'],
      ...['203.0.113.10', '203.0.113.11', '127.0.0.1'],
    ],
  });
  const { base_certificate_dns_names: names } = certificate('psql1server') ?? {};
  expect(names).toEqual(['psql1server.domain.local', 'psql1server', 'localhost']);
});

test('hosts know each other by their own addresses, as ever', () => {
  const { base_hosts_file: file } = base.variables(stand);
  expect(file).not.toContain('203.0.113.');
  expect(file).not.toMatch(/^192\.168\.1\.(1|17) /m);
});
