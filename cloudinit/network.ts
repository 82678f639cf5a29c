import type { NetworkConfigV2 } from 'cloud-init-typescript-templates';
import type { Host, Interface } from '../model/topology/hosts';
import { formatCidr } from '../model/topology/ipv4';
import { interfaceTowards, routesOf } from '../model/traffic/paths';
import { remember } from '../model/traffic/memoize';
import type { Stand } from '../model/build-stand';

interface InterfaceFacts {
  readonly name: string;
  readonly mac: string;
  /** Address with prefix length. */
  readonly address: string;
  readonly nameservers: readonly string[];
  readonly routes: readonly { readonly to: string; readonly via: string }[];
}

/** cloud-init's network-config version 2: what the first boot brings up. */
export function networkConfig(stand: Stand, host: Host): NetworkConfigV2 {
  const ethernets = interfaceFacts(stand, host).map(
    ({ name, mac, address, nameservers, routes }) => [
      name,
      {
        match: { macaddress: mac },
        addresses: [address],
        ...(nameservers.length > 0 && { nameservers: { addresses: [...nameservers] } }),
        ...(routes.length > 0 && { routes: routes.map((route) => ({ ...route })) }),
      },
    ],
  );
  return { version: 2, ethernets: Object.fromEntries(ethernets) };
}

/**
 * The same facts as files of systemd-networkd, which the base role keeps up to date ever after.
 * Their names sort before those that cloud-init and netplan write, so they win.
 * @see systemd.network(5)
 */
export function networkFiles(stand: Stand, host: Host): { name: string; content: string }[] {
  return interfaceFacts(stand, host).map((facts) => ({
    name: `05-stand-${facts.name}.network`,
    content: [
      ...['[Match]', `MACAddress=${facts.mac}`, ''],
      ...['[Network]', `Address=${facts.address}`, 'DHCP=no', 'IPv6AcceptRA=no'],
      ...facts.nameservers.map((address) => `DNS=${address}`),
      ...facts.routes.flatMap(({ to, via }) => [
        '',
        '[Route]',
        `Destination=${to}`,
        `Gateway=${via}`,
      ]),
      '',
    ].join('\n'),
  }));
}

const interfaceFacts = remember<Host, InterfaceFacts[]>((stand, host) =>
  host.interfaces.map((attached) => ({
    name: attached.network.name,
    mac: attached.mac,
    address: `${attached.address}/${attached.network.cidr.prefix}`,
    nameservers: attached.network.hypervisorAddress ? [attached.network.hypervisorAddress] : [],
    routes: routesThrough(stand, host, attached),
  })),
);

function routesThrough(stand: Stand, host: Host, attached: Interface) {
  const { hypervisorAddress } = attached.network;
  // cloud-init's networkd renderer crashes on `to: default`.
  const wayOut = hypervisorAddress ? [{ to: '0.0.0.0/0', via: hypervisorAddress }] : [];
  const behindGateways = routesOf(stand, host)
    .filter(({ via }) => interfaceTowards(host, via) === attached)
    .map(({ to, via }) => ({ to: formatCidr(to.cidr), via }));
  return [...wayOut, ...behindGateways];
}
