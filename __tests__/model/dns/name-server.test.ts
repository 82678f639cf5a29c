import { buildStand } from '../../../model/build-stand';
import { labNameServer, nameServerConfiguration } from '../../../model/dns/name-server';
import { dnsRecords } from '../../../model/dns/records';
import { dual, exposed, shipped, vary } from '../../fixtures';

const stand = buildStand(exposed);
const lines = nameServerConfiguration(stand, '203.0.113.1').split('\n');
const valuesOf = (option: string) =>
  lines.flatMap((line) => (line.startsWith(`${option}=`) ? [line.slice(option.length + 1)] : []));

test('every record is served, and no other', () => {
  const records = dnsRecords(stand);
  const count = (type: string) => records.filter(({ data }) => data.type === type).length;
  expect(valuesOf('host-record')).toHaveLength(count('A'));
  expect(valuesOf('host-record')).toContain('e2server.domain.local,203.0.113.3');
  expect(valuesOf('srv-host')).toHaveLength(count('SRV'));
  expect(valuesOf('srv-host')).toContain(
    '_xmpps-client._tcp.domain.local,e1server.domain.local,5223,5,10',
  );
  expect(valuesOf('txt-record')).toHaveLength(count('TXT'));
  // RFC 8659, section 4.1: flags, the tag's length, tag and value.
  expect(valuesOf('dns-rr')).toEqual([
    `domain.local,257,0005${Buffer.from('issue;').toString('hex')}`,
  ]);
});

test('where the network has IPv6, addresses of both kinds are told, at the router’s of both', () => {
  const told = nameServerConfiguration(buildStand(dual), '203.0.113.1').split('\n');
  expect(told.slice(0, 2)).toEqual(['listen-address=203.0.113.1', 'listen-address=2001:db8:5::1']);
  expect(told).toContain('host-record=e2server.domain.local,203.0.113.3');
  expect(told).toContain('host-record=e2server.domain.local,2001:db8:5::3');
});

test('nobody else is asked, for whoever it is', () => {
  expect(lines.slice(0, 5)).toEqual([
    'listen-address=203.0.113.1',
    'bind-dynamic',
    'no-resolv',
    'no-hosts',
    'address=/#/',
  ]);
  expect(lines.some((line) => /^server=/.test(line))).toBe(false);
});

test.each([
  ['the lab’s public network', exposed, '203.0.113.1'],
  ['a stand without one', shipped, undefined],
  ['a hypervisor of somebody’s', vary({ hypervisor: 'kvm' }, exposed), undefined],
  [
    'a network that a bridge carries',
    vary(
      {
        networks: {
          ...exposed.networks,
          public: { cidr: '203.0.113.0/28', kind: 'public', bridge: 'br0' },
        },
      },
      exposed,
    ),
    undefined,
  ],
])('%s has its name server at the router, or none', (_, config, address) => {
  expect(labNameServer(buildStand(config))).toBe(address);
});
