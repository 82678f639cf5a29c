import type { StandConfig } from '../../../model/description/config';
import { faultsOf, refuses, shipped, vary } from '../../fixtures';

const { management, dmz, internal } = shipped.networks as Record<
  string,
  StandConfig['networks'][string]
>;
const both = (name: string, address: string) => {
  const host = shipped.hosts[name] as StandConfig['hosts'][string];
  return { ...host, addresses: { ...host.addresses, dmz: address } };
};
const hosts = {
  ...shipped.hosts,
  psql1server: both('psql1server', '192.168.1.4'),
  psql2server: both('psql2server', '192.168.1.5'),
};
const inOrder = (networks: object) => vary({ hosts, networks } as Partial<StandConfig>);

refuses([
  [
    'a server that its clients reach by another address than it serves on',
    inOrder({ management, internal, dmz }),
    "host 'psql1server'",
    /'e1server' reaches it at 192\.168\.1\.4, but it serves at 192\.168\.1\.10/,
    /list 'dmz' first/,
  ],
  [
    'a host whose file daemon the director reaches by another address',
    vary({
      hosts: {
        ...shipped.hosts,
        mon1server: {
          ...(shipped.hosts.mon1server as StandConfig['hosts'][string]),
          addresses: { management: '192.168.121.16', dmz: '192.168.1.4', internal: '192.168.1.13' },
        },
      },
    }),
    "host 'mon1server'",
    /'bk1server' reaches it at 192\.168\.1\.13, but it serves at 192\.168\.1\.4/,
    /list 'internal' first/,
  ],
]);

test('takes a gateway, whose daemons serve on all its addresses, in either order of the networks', () => {
  const networks = { management, internal, dmz } as StandConfig['networks'];
  expect(faultsOf(vary({ networks }))).toEqual([]);
});
