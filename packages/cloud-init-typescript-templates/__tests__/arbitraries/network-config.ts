import fc from 'fast-check';
import type { Ethernet, NetworkConfigV2 } from '../../src';
import { hostName, optional, some } from './basics';

const prefixed = (prefix: number) =>
  fc.oneof(fc.ipV4(), fc.ipV6()).map((address) => `${address}/${prefix}`);
const route = fc.oneof(
  fc.record({ to: fc.ipV4().map((net) => `${net}/24`), via: fc.ipV4(), metric: fc.nat() }),
  fc.record({ to: fc.constantFrom('::/0', '2001:db8::/32'), via: fc.ipV6() }),
);
const mac = fc
  .array(fc.nat(255), { minLength: 6, maxLength: 6 })
  .map((bytes) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':'));
const ethernet: fc.Arbitrary<Ethernet> = fc.record(
  {
    match: mac.map((macaddress) => ({ macaddress })),
    addresses: some(prefixed(24)),
    dhcp4: fc.boolean(),
    dhcp6: fc.boolean(),
    'dhcp4-overrides': optional({ 'use-dns': fc.boolean(), 'route-metric': fc.nat() }),
    routes: fc.array(route, { maxLength: 3 }),
    nameservers: optional({ addresses: some(fc.ipV4()), search: some(hostName) }),
    mtu: fc.integer({ min: 68, max: 9000 }),
    optional: fc.boolean(),
    'link-local': fc.subarray(['ipv4' as const, 'ipv6' as const]),
    'accept-ra': fc.boolean(),
  },
  { requiredKeys: ['match', 'addresses'] },
);

/** Each ethernet has a MAC address and a name of its own. */
export const networkConfig: fc.Arbitrary<NetworkConfigV2> = fc
  .record({
    renderer: fc.constantFrom('networkd' as const, undefined),
    interfaces: fc.uniqueArray(ethernet, { selector: (e) => e.match?.macaddress, maxLength: 4 }),
    vlan: fc.integer({ min: 1, max: 4094 }),
  })
  .map(({ renderer, interfaces, vlan }) => ({
    version: 2,
    ...(renderer && { renderer }),
    ethernets: Object.fromEntries(
      interfaces.map((settings, index) => [
        `e${index}`,
        { ...settings, 'set-name': `net${index}` },
      ]),
    ),
    ...(interfaces.length > 1 && {
      vlans: { tagged: { id: vlan, link: 'e0' } },
      bridges: { br0: { interfaces: ['e1'], parameters: { stp: false } } },
    }),
  }));
