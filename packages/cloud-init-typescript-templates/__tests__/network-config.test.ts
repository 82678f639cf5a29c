import fc from 'fast-check';
import { parse } from 'yaml';
import {
  type Ethernet,
  InvalidConfigError,
  type NetworkConfigV2,
  type Route,
  renderNetworkConfig,
} from '../src';
import { networkConfig } from './arbitraries/network-config';

function faultsOf(config: Omit<NetworkConfigV2, 'version'>): readonly string[] {
  try {
    renderNetworkConfig({ version: 2, ...config });
  } catch (error) {
    if (error instanceof InvalidConfigError) return error.faults;
    throw error;
  }
  return [];
}

const ethernetFaults = (settings: Ethernet) => faultsOf({ ethernets: { lan: settings } });
const routeFaults = (route: Route) =>
  ethernetFaults({ addresses: ['192.0.2.2/24'], routes: [route] });

describe('renderNetworkConfig', () => {
  test('renders version 2 without a key around it', () => {
    const macaddress = '52:54:00:12:34:56';
    expect(
      renderNetworkConfig({
        version: 2,
        ethernets: { lan: { match: { macaddress }, addresses: ['192.0.2.2/24'] } },
      }),
    ).toBe(`version: 2
ethernets:
  lan:
    match:
      macaddress: "52:54:00:12:34:56"
    addresses:
      - 192.0.2.2/24
`);
  });

  test('what it renders reads back as what it was given', () => {
    fc.assert(
      fc.property(networkConfig, (config) => {
        const rendered = renderNetworkConfig(config);
        expect(parse(rendered, { version: '1.1' })).toEqual(config);
        expect(parse(rendered)).toEqual(config);
      }),
    );
  });

  test("refuses 'default' as a route, which the networkd renderer cannot read", () => {
    expect(routeFaults({ to: 'default', via: '192.0.2.1' })).toEqual([
      expect.stringMatching(/ethernets.lan.routes\[0\].to 'default' .*; write 0.0.0.0\/0 or ::\/0/),
    ]);
    expect(routeFaults({ to: '0.0.0.0/0', via: '192.0.2.1' })).toEqual([]);
  });

  test.each(['192.0.2.0/33', '::/129', '192.0.2/24', 'lan', '', '/24'])(
    'refuses %j as a route',
    (to) => {
      expect(routeFaults({ to })).toEqual([
        expect.stringContaining(`.to '${to}' is not a destination`),
      ]);
    },
  );

  test('refuses gateways that are no address or of the other family, and broken metrics', () => {
    expect(routeFaults({ to: '::/0', via: '192.0.2.1' })).toEqual([
      expect.stringContaining('use an IPv6 gateway'),
    ]);
    expect(routeFaults({ to: '0.0.0.0/0', via: '192.0.2.1/24' })).toEqual([
      expect.stringContaining("via '192.0.2.1/24' is not an IP address"),
    ]);
    expect(routeFaults({ to: '0.0.0.0/0', metric: -1 })).toEqual([
      expect.stringContaining('metric -1 is not a metric'),
    ]);
  });

  test('refuses routes on an interface without an address, which cloud-init drops', () => {
    const routes = [{ to: '0.0.0.0/0', via: '192.0.2.1' }];
    expect(ethernetFaults({ routes })).toEqual([expect.stringContaining('would be dropped')]);
    expect(ethernetFaults({ routes, dhcp4: true })).toEqual([]);
  });

  test('refuses one MAC address for two ethernets, in whatever case it is written', () => {
    const faults = faultsOf({
      ethernets: {
        dmz: { match: { macaddress: '52:54:00:AB:cd:01' } },
        lan: { match: { macaddress: '52:54:00:ab:CD:01' } },
      },
    });
    expect(faults).toEqual([
      "ethernets.lan.match.macaddress '52:54:00:ab:cd:01' is that of ethernets.dmz too; give each its own",
    ]);
  });

  test('refuses one name for two ethernets, a name without match, and names too long', () => {
    const match = (last: string) => ({ macaddress: `52:54:00:00:00:${last}` });
    const faults = faultsOf({
      ethernets: {
        a: { match: match('01'), 'set-name': 'lan0' },
        b: { match: match('02'), 'set-name': 'lan0' },
        c: { 'set-name': 'lan1' },
        d: { match: match('03'), 'set-name': 'sixteen-letters-' },
      },
    });
    expect(faults).toEqual([
      expect.stringContaining("b.set-name 'lan0' is that of ethernets.a too"),
      expect.stringContaining("c.set-name 'lan1' renames nothing without match"),
      expect.stringContaining("d.set-name 'sixteen-letters-' is not an interface name"),
    ]);
  });

  test.each(['52:54:00:12:34', '52-54-00-12-34-56', '52:54:00:12:34:5g'])(
    'refuses %j as a MAC address',
    (macaddress) => {
      expect(ethernetFaults({ match: { macaddress } })).toEqual([
        expect.stringContaining(`'${macaddress}' is not a MAC address`),
      ]);
    },
  );

  test.each(['192.0.2.2', '192.0.2.2/33', '192.0.2.256/24', '2001:db8::/129'])(
    'refuses %j as the address of an interface',
    (address) => {
      expect(ethernetFaults({ addresses: [address] })).toEqual([
        expect.stringContaining(`ethernets.lan.addresses '${address}' is not an address`),
      ]);
    },
  );

  test('gathers all faults and throws once', () => {
    const config: Omit<NetworkConfigV2, 'version'> = {
      ethernets: { lan: { mtu: 12, nameservers: { addresses: ['ns.example.org'] } } },
      vlans: { tagged: { id: 4095, link: 'wan' } },
      bridges: { br0: { interfaces: ['wan'] } },
    };
    expect(faultsOf(config)).toEqual([
      expect.stringContaining("ethernets.lan.nameservers.addresses 'ns.example.org'"),
      expect.stringContaining('ethernets.lan.mtu 12'),
      expect.stringContaining('vlans.tagged.id 4095'),
      "vlans.tagged.link 'wan' is not in this configuration; use one of: lan, tagged, br0",
      expect.stringContaining("bridges.br0.interfaces 'wan' is not in this configuration"),
    ]);
  });
});
