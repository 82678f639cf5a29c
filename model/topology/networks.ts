import type { StandConfig } from '../description/config';
import type { Fault } from '../description/faults/faults';
import { isLabel } from '../description/faults/general-faults';
import { type Cidr, formatAddress, overlap, parseCidr } from './ipv4';

export interface Network {
  readonly name: string;
  readonly kind: 'nat' | 'isolated';
  readonly cidr: Cidr;
  /** The hypervisor's address; only a `nat` network has one. */
  readonly hypervisorAddress?: string;
  /** An existing bridge that carries it; where none is named libvirt makes the network. */
  readonly bridge?: string;
}

export function deriveNetworks(config: StandConfig): Network[] {
  return Object.entries(config.networks).map(([name, { cidr: text, kind, bridge }]) => {
    const cidr = parseCidr(text) as Cidr;
    if (kind === 'isolated') return { name, kind, cidr, ...(bridge && { bridge }) };
    return {
      name,
      kind,
      cidr,
      hypervisorAddress: formatAddress(cidr.base + 1),
      ...(bridge && { bridge }),
    };
  });
}

export function networkFaults(config: StandConfig): Fault[] {
  const entries = Object.entries(config.networks);
  const faults: Fault[] = [];
  const valid: [string, Cidr][] = [];
  for (const [name, { cidr: text, kind }] of entries) {
    const where = `network '${name}'`;
    const cidr = parseCidr(text);
    if (!isLabel(name) || name === 'all' || name === 'any') {
      const what = `name must be a DNS label other than all and any; got '${name}'`;
      faults.push({ where, what, remedy: 'use a word such as dmz' });
    }
    if (kind !== 'nat' && kind !== 'isolated') {
      const what = `kind must be nat or isolated; got '${kind}'`;
      faults.push({ where, what, remedy: 'choose nat for management, isolated for all others' });
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
