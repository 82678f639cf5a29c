import type { Stand } from '../stand';
import { isInLab } from '../topology/hypervisors';
import type { Network } from '../topology/networks';
import type { RecordData } from './record';
import { dnsRecords } from './records';

/** The network in which the lab has a name server; elsewhere, and where a bridge carries it, there is none. */
export function servedNetwork(stand: Stand): Network | undefined {
  if (!isInLab(stand)) return undefined;
  return stand.networks.find(({ kind, bridge }) => kind === 'public' && !bridge);
}

/** The name server's address. */
export function labNameServer(stand: Stand): string | undefined {
  return servedNetwork(stand)?.router;
}

/**
 * A configuration of dnsmasq that tells the stand's records at an address, and at the router's by IPv6, and that there are no
 * others: it asks no other server, for nobody. @see dnsmasq(8)
 */
export function nameServerConfiguration(stand: Stand, address: string): string {
  const byIpv6 = servedNetwork(stand)?.ipv6?.router;
  return [
    `listen-address=${address}`,
    ...(byIpv6 ? [`listen-address=${byIpv6}`] : []),
    // The address may come later than the server.
    'bind-dynamic',
    'no-resolv',
    'no-hosts',
    'address=/#/',
    ...dnsRecords(stand).map(({ name, data }) => option(relative(name), data)),
  ].join('\n');
}

function option(name: string, data: RecordData): string {
  switch (data.type) {
    case 'A':
    case 'AAAA':
      return `host-record=${name},${data.address}`;
    case 'SRV': {
      const { target, port, priority, weight } = data;
      return `srv-host=${name},${relative(target)},${port},${priority},${weight}`;
    }
    case 'TXT':
      return `txt-record=${name},"${data.text}"`;
    case 'CAA': {
      const { flags, tag, value } = data;
      const bytes = Buffer.concat([
        Buffer.from([flags, tag.length]),
        Buffer.from(tag + value, 'ascii'),
      ]);
      return `dns-rr=${name},257,${bytes.toString('hex')}`;
    }
  }
}

/** dnsmasq takes names without the dot at their end. */
function relative(name: string): string {
  return name.replace(/\.$/, '');
}
