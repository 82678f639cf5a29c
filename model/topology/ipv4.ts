import { isIPv4 } from 'node:net';

/** An IPv4 network. */
export interface Cidr {
  /** Its network address as a number, 0 to 2^32 - 1. */
  readonly base: number;
  /** Length of the prefix, 0 to 32. */
  readonly prefix: number;
}

/** The address as a number; undefined unless it is a dotted quad. */
export function parseAddress(text: string): number | undefined {
  if (!isIPv4(text)) return undefined;
  return text.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

/** The network; undefined unless it is well formed with no host bits set. */
export function parseCidr(text: string): Cidr | undefined {
  const [address, prefixText, ...rest] = text.split('/');
  const base = parseAddress(address ?? '');
  const prefix = Number(prefixText);
  if (base === undefined || rest.length > 0 || !/^\d{1,2}$/.test(prefixText ?? ''))
    return undefined;
  if (prefix > 32 || base % size({ base, prefix }) !== 0) return undefined;
  return { base, prefix };
}

export function formatCidr({ base, prefix }: Cidr): string {
  return `${formatAddress(base)}/${prefix}`;
}

/** Number of addresses, the network and broadcast addresses included. */
export function size({ prefix }: Cidr): number {
  return 2 ** (32 - prefix);
}

export function contains(network: Cidr, address: number): boolean {
  return address >= network.base && address < network.base + size(network);
}

export function overlap(one: Cidr, other: Cidr): boolean {
  return contains(one, other.base) || contains(other, one.base);
}

/** True for an address that a host can have: not the network's own, not its broadcast address. */
export function isUsable(network: Cidr, address: number): boolean {
  return address > network.base && address < network.base + size(network) - 1;
}

/** Why a text is no address that something in a network can have; undefined where it is one. */
export function misfit(network: Cidr, text: string): string | undefined {
  const address = parseAddress(text);
  if (address === undefined) return `must be IPv4; got '${text}'`;
  if (!contains(network, address)) return `must be in ${formatCidr(network)}; got ${text}`;
  if (isUsable(network, address)) return undefined;
  const which = address === network.base ? 'network' : 'broadcast';
  return `must not be the ${which} address of ${formatCidr(network)}; got ${text}`;
}

/** The same set of addresses in the fewest networks, in ascending order. */
export function aggregate(networks: readonly Cidr[]): Cidr[] {
  const sorted = [...networks].sort((a, b) => a.base - b.base || a.prefix - b.prefix);
  const result: Cidr[] = [];
  for (const network of sorted) {
    const last = result.at(-1);
    if (last && contains(last, network.base)) continue;
    result.push(network);
    mergeTail(result);
  }
  return result;
}

/** The same set but for one address; from the fewest networks the fewest, in ascending order. */
export function without(networks: readonly Cidr[], address: number): Cidr[] {
  return networks.flatMap((network) => {
    if (!contains(network, address)) return [network];
    const prefix = network.prefix + 1;
    if (prefix > 32) return [];
    const upper = network.base + size({ base: network.base, prefix });
    return without(
      [network.base, upper].map((base) => ({ base, prefix })),
      address,
    );
  });
}

/** Joins the last two networks for as long as they are the two halves of one. */
function mergeTail(networks: Cidr[]): void {
  for (;;) {
    const [one, two] = networks.slice(-2);
    if (!one || !two || one.prefix !== two.prefix || one.base + size(one) !== two.base) return;
    const whole = { base: one.base, prefix: one.prefix - 1 };
    if (whole.base % size(whole) !== 0) return;
    networks.splice(-2, 2, whole);
  }
}
