import { checkedStand } from '../../../synth/checked-stand';
import { exposed, faultsOf, hostOf, published, refuses, shipped, vary } from '../../fixtures';

const address = '203.0.113.7';
const where = "network 'public'";

const publicWith = (change: object, config = published) =>
  vary(
    { networks: { ...config.networks, public: { ...config.networks.public, ...change } } },
    config,
  );

const onHypervisor = (uri: string) =>
  vary({ hypervisor: 'kvm', hypervisors: { one: { uri } } }, published);

refuses([
  [
    'text as a published address',
    publicWith({ published: 'example.org' }),
    ...([where, /published must be IPv4; got 'example\.org'/, /reaches the hypervisor/] as const),
  ],
  [
    'no text as a published address',
    publicWith({ published: '' }),
    ...([where, /published must be IPv4; got ''/, /reaches the hypervisor/] as const),
  ],
  ...(
    [
      ['0.0.0.0', /is no address of a host, in 0\.0\.0\.0\/8/],
      ['127.0.0.1', /is a loopback address, in 127\.0\.0\.0\/8/],
      ['169.254.7.7', /is a link-local address, in 169\.254\.0\.0\/16/],
      ['239.255.255.255', /is a multicast address, in 224\.0\.0\.0\/4/],
      ['255.255.255.255', /is a reserved or broadcast address, in 240\.0\.0\.0\/4/],
    ] as const
  ).map(
    ([nobodys, what]) =>
      [
        `${nobodys} as a published address`,
        publicWith({ published: nobodys }),
        ...([where, what, /reaches the hypervisor/] as const),
      ] as const,
  ),
  [
    'an isolated network that is published',
    vary({
      networks: { ...shipped.networks, dmz: { ...shipped.networks.dmz, published: address } },
    }),
    ...(["network 'dmz'", /kind public; got 203\.0\.113\.7 .* kind isolated/, /remove/] as const),
  ],
  [
    'a published network on a bridge',
    publicWith({ bridge: 'br0' }),
    ...([where, /got the bridge br0/, /have the router there forward 203\.0\.113\.7/] as const),
  ],
  [
    'a host’s address as the published one',
    publicWith({ published: '203.0.113.2' }, exposed),
    ...([where, /203\.0\.113\.2 is the address of host 'e1server'/, /private addresses/] as const),
  ],
  [
    'a published address in a network of the stand',
    publicWith({ published: '192.168.1.6' }),
    ...([where, /192\.168\.1\.6 is in 'dmz', 192\.168\.1\.0\/29/, /private addresses/] as const),
  ],
  [
    'a published network without a host',
    vary({ networks: published.networks }),
    ...([where, /no host is in it that 203\.0\.113\.7 could lead to/, /give a host/] as const),
  ],
  [
    'an address that is published twice',
    vary(
      {
        networks: {
          ...published.networks,
          more: { cidr: '10.20.31.0/28', kind: 'public', published: address },
        },
      },
      published,
    ),
    ...(["network 'more'", /203\.0\.113\.7 publishes 'public' too/, /choose another/] as const),
  ],
  [
    'a hypervisor whose firewall is out of reach',
    onHypervisor('qemu+tls://host/system'),
    ...([where, /qemu\+tls:\/\/host\/system/, /qemu\+ssh:\/\/root@HOST\/system/] as const),
  ],
]);

test.each(['qemu:///system', 'qemu+ssh://root@host/system'])('takes the hypervisor %s', (uri) => {
  expect(faultsOf(onHypervisor(uri))).toEqual([]);
});

test('strangers know a host by the published address, and it has its own', () => {
  const host = hostOf(checkedStand(published), 'e2server');
  const addresses = { publicAddress: '10.20.30.3', worldAddress: address, clientAddress: address };
  expect(host).toMatchObject(addresses);
});

test('where nothing is published, strangers know it by its own', () => {
  const own = { publicAddress: '203.0.113.3', worldAddress: '203.0.113.3' };
  expect(hostOf(checkedStand(exposed), 'e2server')).toMatchObject(own);
  expect(hostOf(checkedStand(shipped), 'e2server').worldAddress).toBeUndefined();
});
