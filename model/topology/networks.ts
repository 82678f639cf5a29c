import type { Ipv6Config, NetworkConfig, StandConfig } from '../description/config';
import type { Fault, Finding } from '../description/faults/faults';
import { isLabel } from '../description/faults/general-faults';
import { type Cidr, formatAddress, formatCidr, misfit, overlap, parseCidr } from './ipv4';
import { firstOf as firstIpv6Of, ipv6Address, ipv6Network } from './ipv6';

export interface Network {
  readonly name: string;
  readonly kind: NetworkConfig['kind'];
  readonly cidr: Cidr;
  /** The hypervisor's address; only a `nat` network has one. */
  readonly hypervisorAddress?: string;
  /** Where hosts send what is for elsewhere; only a `public` network has one. */
  readonly router?: string;
  /** The hypervisor's address for the world, which it forwards to the hosts of a `public` network. */
  readonly published?: string;
  /** An existing bridge that carries it; where none is named libvirt makes the network. */
  readonly bridge?: string;
  /** Its IPv6 addresses and the router by IPv6, as RFC 5952 writes them; only a `public` network has some. */
  readonly ipv6?: { readonly cidr: string; readonly router: string };
}

export function deriveNetworks(config: StandConfig): Network[] {
  return Object.entries(config.networks).map(([name, network]) => {
    const { cidr: text, kind, router, published, bridge, ipv6 } = network;
    const cidr = parseCidr(text) as Cidr;
    return {
      name,
      kind,
      cidr,
      ...(kind === 'nat' && { hypervisorAddress: firstOf(cidr) }),
      ...(kind === 'public' && { router: router ?? firstOf(cidr) }),
      ...(published !== undefined && { published }),
      ...(bridge && { bridge }),
      ...(ipv6 && { ipv6: deriveIpv6(ipv6) }),
    };
  });
}

function deriveIpv6({ cidr: text, router }: Ipv6Config): NonNullable<Network['ipv6']> {
  const cidr = ipv6Network(text) as string;
  return { cidr, router: ipv6Address(router ?? firstIpv6Of(cidr)) as string };
}

/** What else than a host has an address of a network. */
export function holderOf(
  { hypervisorAddress, router }: Network,
  address: string,
): 'hypervisor' | 'router' | undefined {
  if (address === hypervisorAddress) return 'hypervisor';
  return address === router ? 'router' : undefined;
}

function firstOf({ base }: Cidr): string {
  return formatAddress(base + 1);
}

const kinds: readonly string[] = ['nat', 'isolated', 'public'] satisfies NetworkConfig['kind'][];

/** Names of senders that are no networks. */
const senders = ['all', 'any', 'world'];

export function networkFaults(config: StandConfig): Fault[] {
  const entries = Object.entries(config.networks);
  const faults: Fault[] = [];
  const valid: [string, Cidr][] = [];
  for (const [name, { cidr: text, ...network }] of entries) {
    const where = `network '${name}'`;
    const cidr = parseCidr(text);
    if (!isLabel(name) || senders.includes(name)) {
      const what = `name must be a DNS label other than ${senders.join(', ')}; got '${name}'`;
      faults.push({ where, what, remedy: 'use a word such as dmz' });
    }
    if (!kinds.includes(network.kind)) {
      const what = `kind must be one of ${kinds.join(', ')}; got '${network.kind}'`;
      const remedy =
        'choose nat for management, public for what clients reach, isolated for all others';
      faults.push({ where, what, remedy });
    }
    if (!cidr || cidr.prefix < 8 || cidr.prefix > 30) {
      const what = `cidr must be an IPv4 network; got '${text}'`;
      const remedy = 'write its first address and a prefix of 8 to 30, like 192.168.1.0/29';
      faults.push({ where, what, remedy });
      continue;
    }
    for (const [other, otherCidr] of valid) {
      if (!overlap(cidr, otherCidr)) continue;
      const what = `${text} overlaps network '${other}'`;
      faults.push({ where, what, remedy: 'give each network addresses of its own' });
    }
    faults.push(...routerFaults(network, cidr).map((finding) => ({ where, ...finding })));
    valid.push([name, cidr]);
  }
  const managed = entries.filter(([, { kind }]) => kind === 'nat').length;
  if (managed !== 1) {
    const what = `must have exactly one of kind nat; got ${managed}`;
    const remedy = 'choose the one through which hosts are managed';
    faults.push({ where: 'networks', what, remedy });
  }
  return faults;
}

function routerFaults(
  { kind, router, bridge }: Omit<NetworkConfig, 'cidr'>,
  cidr: Cidr,
): Finding[] {
  if (router === undefined) return [];
  if (kind !== 'public') {
    const what = `router is for a network of kind public; got ${router} in one of kind ${kind}`;
    return [{ what, remedy: 'remove it' }];
  }
  const why = misfit(cidr, router);
  if (why !== undefined) {
    const remedy = `choose the router's address in ${formatCidr(cidr)}`;
    return [{ what: `router ${why}`, remedy }];
  }
  if (bridge !== undefined || router === firstOf(cidr)) return [];
  const what = `router must be ${firstOf(cidr)}, the hypervisor's address where libvirt makes the network; got ${router}`;
  return [{ what, remedy: 'leave it out, or name the bridge on which that router is' }];
}
