import type { NetworkConfigV2 } from 'cloud-init-typescript-templates';
import { interfaceFacts } from '../model/host-files/interfaces';
import type { Host } from '../model/topology/hosts';
import type { Topology } from '../model/topology/topology';

/** cloud-init's network-config version 2: what the first boot brings up. */
export function networkConfig(topology: Topology, host: Host): NetworkConfigV2 {
  const ethernets = interfaceFacts(topology, host).map(
    ({ name, mac, address, ipv6, nameservers, routes }) => [
      name,
      {
        match: { macaddress: mac },
        addresses: [address, ...(ipv6 ? [ipv6] : [])],
        // A router there may tell others where to go.
        ...(ipv6 && { 'accept-ra': false }),
        ...(nameservers.length > 0 && { nameservers: { addresses: [...nameservers] } }),
        ...(routes.length > 0 && { routes: routes.map((route) => ({ ...route })) }),
      },
    ],
  );
  return { version: 2, ethernets: Object.fromEntries(ethernets) };
}
