import { dual, exposed, otherAddressPlan, shipped, vary } from '../fixtures';
import { synthesise } from './synthesise';

const networksOf = (config = shipped) =>
  Object.values(synthesise(config).terraform.resource.libvirt_network);

test('the management network has a way out and its DNS, but gives no addresses away', () => {
  expect(networksOf()).toContainEqual({
    provider: 'libvirt',
    name: 'messaging-management',
    mode: 'nat',
    autostart: true,
    addresses: ['192.168.121.0/24'],
    dhcp: { enabled: false },
    dns: { enabled: true },
  });
});

test('the hypervisor has no address in the DMZ and the internal network', () => {
  const isolated = { provider: 'libvirt', mode: 'none', autostart: true };
  expect(networksOf()).toContainEqual({ name: 'messaging-dmz', ...isolated });
  expect(networksOf()).toContainEqual({ name: 'messaging-internal', ...isolated });
  expect(networksOf()).toHaveLength(3);
});

test('libvirt routes a public network, and answers nobody there', () => {
  expect(networksOf(exposed)).toContainEqual({
    provider: 'libvirt',
    name: 'messaging-public',
    mode: 'route',
    autostart: true,
    addresses: ['203.0.113.0/28'],
    dhcp: { enabled: false },
    dnsmasq_options: { options: [{ option_name: 'port', option_value: '0' }] },
  });
  for (const network of networksOf()) expect(networksOf(exposed)).toContainEqual(network);
  expect(networksOf(exposed)).toHaveLength(4);
});

test('libvirt routes IPv6 where the public network has it, and nothing else is otherwise', () => {
  const [before, after] = [networksOf(exposed), networksOf(dual)];
  expect(after).toEqual(
    before.map((network) =>
      network.mode === 'route'
        ? { ...network, addresses: ['203.0.113.0/28', '2001:db8:5::/64'] }
        : network,
    ),
  );
});

test('in the lab a name server tells strangers the records, and is told of other ones', () => {
  const serversOf = (config = shipped) =>
    Object.entries(synthesise(config).terraform.resource.null_resource).flatMap(([id, server]) =>
      id.startsWith('networks_public_records_') ? [server] : [],
    );
  expect(serversOf()).toEqual([]);
  const [server] = serversOf(exposed);
  const records = server?.triggers.records;
  expect(records).toContain('srv-host=_xmpp-client._tcp.domain.local,e1server.domain.local,5222');
  const [start, stop] = server?.provisioner.map((one) => one['local-exec']) ?? [];
  expect(start).toMatchObject({
    command: expect.stringMatching(/\/lab\/name-server' 'start' /),
    environment: { RECORDS: records },
  });
  expect(stop).toMatchObject({ when: 'destroy', command: expect.stringMatching(/ 'stop' /) });
});

test('a public network on a bridge is none of libvirt’s', () => {
  const bridged = { cidr: '203.0.113.0/28', kind: 'public', bridge: 'br-public' };
  const config = vary({ networks: { ...exposed.networks, public: bridged } }, exposed);
  expect(networksOf(config)).toEqual(networksOf());
});

test('another address plan is another management network', () => {
  const [management] = networksOf(otherAddressPlan).filter(({ mode }) => mode === 'nat');
  expect(management?.addresses).toEqual(['10.20.30.0/24']);
});

test('networks carry the stand’s name', () => {
  const names = networksOf(vary({ name: 'blue' })).map(({ name }) => name);
  expect(names.sort()).toEqual(['blue-dmz', 'blue-internal', 'blue-management']);
});
