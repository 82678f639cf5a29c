import type { Host } from '../topology/hosts';
import type { Topology } from '../topology/topology';
import { interfaceFacts } from './interfaces';

/**
 * A host's interfaces as files of systemd-networkd, which the base role keeps up to date ever after.
 * Their names sort before those that cloud-init and netplan write, so they win.
 * @see systemd.network(5)
 */
export function networkFiles(topology: Topology, host: Host): { name: string; content: string }[] {
  return interfaceFacts(topology, host).map((facts) => ({
    name: `05-stand-${facts.name}.network`,
    content: [
      ...['[Match]', `MACAddress=${facts.mac}`, ''],
      ...['[Network]', `Address=${facts.address}`],
      ...(facts.ipv6 ? [`Address=${facts.ipv6}`] : []),
      ...['DHCP=no', 'IPv6AcceptRA=no'],
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
