import type { NetworkConfigV2, NetworkInterface } from '../network-config';
import { addressFaults, nameserverFaults, routeFaults } from './addresses';
import { ethernetFaults } from './ethernets';

/** Each fault of the network configuration, as a line. */
export function* networkConfigFaults(config: NetworkConfigV2): Generator<string> {
  const { ethernets = {}, vlans = {}, bridges = {} } = config;
  yield* ethernetFaults(ethernets);
  for (const [kind, interfaces] of Object.entries({ ethernets, vlans, bridges })) {
    for (const [id, settings] of Object.entries<NetworkInterface>(interfaces)) {
      yield* interfaceFaults(`${kind}.${id}`, settings);
    }
  }
  const ids = new Set([ethernets, vlans, bridges].flatMap(Object.keys));
  for (const [id, { id: tag, link }] of Object.entries(vlans)) {
    if (!Number.isInteger(tag) || tag < 1 || tag > 4094) {
      yield `vlans.${id}.id ${tag} is not a VLAN id; use 1 to 4094`;
    }
    if (!ids.has(link)) yield unknownInterface(`vlans.${id}.link`, link, ids);
  }
  for (const [id, { interfaces = [] }] of Object.entries(bridges)) {
    for (const member of interfaces) {
      if (!ids.has(member)) yield unknownInterface(`bridges.${id}.interfaces`, member, ids);
    }
  }
}

function* interfaceFaults(where: string, settings: NetworkInterface): Generator<string> {
  const { addresses = [], dhcp4, dhcp6, routes = [], nameservers = {}, mtu } = settings;
  yield* addressFaults(`${where}.addresses`, addresses);
  yield* routeFaults(`${where}.routes`, routes);
  yield* nameserverFaults(`${where}.nameservers`, nameservers);
  // cloud-init hangs routes on an interface's first address and drops them where there is none.
  if (routes.length > 0 && addresses.length === 0 && !dhcp4 && !dhcp6) {
    yield `${where}.routes would be dropped: '${where}' has no address; add addresses or dhcp4`;
  }
  // 68 bytes is the least an IPv4 link must carry (RFC 791).
  if (mtu !== undefined && (!Number.isInteger(mtu) || mtu < 68 || mtu > 65536)) {
    yield `${where}.mtu ${mtu} is not a size in bytes; use 68 to 65536`;
  }
}

function unknownInterface(where: string, id: string, known: ReadonlySet<string>): string {
  return `${where} '${id}' is not in this configuration; use one of: ${[...known].join(', ')}`;
}
