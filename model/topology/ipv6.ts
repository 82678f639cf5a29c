import { isIPv6 } from 'node:net';

/** An IPv6 address as RFC 5952 writes it, so that the same address is the same text; undefined where it is none. */
export function ipv6Address(text: string): string | undefined {
  const address = parse(text);
  return address === undefined ? undefined : format(address);
}

/** The same of an IPv6 network; undefined unless it is well formed with no host bits set. */
export function ipv6Network(text: string): string | undefined {
  const range = parseRange(text);
  return range && `${format(range.base)}/${range.prefix}`;
}

/** Length of a network's prefix. */
export function prefixOf(network: string): number {
  return Number(network.split('/')[1]);
}

/** The first address after a network's own. */
export function firstOf(network: string): string {
  return format(sound(network).base + 1n);
}

/** True for a network of which addresses can be given to hosts: a global one, or a unique local one. */
export function isAssignable(network: string): boolean {
  return ['2000::/3', 'fc00::/7'].some((whole) => {
    const { base, prefix } = sound(network);
    return prefix >= prefixOf(whole) && contains(sound(whole), base);
  });
}

/** True for an address that counts on one link only, as many routers have one. */
export function isLinkLocal(text: string): boolean {
  const address = parse(text);
  return address !== undefined && contains(sound('fe80::/64'), address);
}

export function isIn(network: string, text: string): boolean {
  const address = parse(text);
  return address !== undefined && contains(sound(network), address);
}

export function overlap(one: string, other: string): boolean {
  const [first, second] = [sound(one), sound(other)];
  return contains(first, second.base) || contains(second, first.base);
}

/** Why a text is no address that something in a network can have; undefined where it is one. */
export function misfit(network: string, text: string): string | undefined {
  const address = parse(text);
  if (address === undefined) return `must be IPv6; got '${text}'`;
  if (!contains(sound(network), address)) return `must be in ${network}; got ${text}`;
  // RFC 4291, section 2.6.1: any router answers it.
  if (address !== sound(network).base) return undefined;
  return `must not be the network address of ${network}; got ${text}`;
}

/** An IPv6 network, its first address as a number. */
interface Range {
  readonly base: bigint;
  readonly prefix: number;
}

const bits = 128;

function sound(network: string): Range {
  return parseRange(network) as Range;
}

function parseRange(text: string): Range | undefined {
  const [address, prefixText, ...rest] = text.split('/');
  const base = parse(address ?? '');
  const prefix = Number(prefixText);
  if (base === undefined || rest.length > 0 || !/^\d{1,3}$/.test(prefixText ?? ''))
    return undefined;
  if (prefix > bits || base % size(prefix) !== 0n) return undefined;
  return { base, prefix };
}

function size(prefix: number): bigint {
  return 1n << BigInt(bits - prefix);
}

function contains({ base, prefix }: Range, address: bigint): boolean {
  return address >= base && address < base + size(prefix);
}

function parse(text: string): bigint | undefined {
  // An address with a zone is one of this machine's interfaces.
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const [head = [], tail] = text
    .replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...quad) => groupsOfQuad(quad.slice(0, 4)))
    .split('::')
    .map((part) => part.split(':').filter(Boolean));
  const zeros = tail ? Array(8 - head.length - tail.length).fill('0') : [];
  return [...head, ...zeros, ...(tail ?? [])].reduce(
    (address, group) => (address << 16n) | BigInt(`0x${group}`),
    0n,
  );
}

function groupsOfQuad(octets: readonly string[]): string {
  const [a = 0, b = 0, c = 0, d = 0] = octets.map(Number);
  return [a * 256 + b, c * 256 + d].map((group) => group.toString(16)).join(':');
}

function format(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((address >> BigInt(16 * (7 - index))) & 0xffffn).toString(16),
  );
  // The first of the longest runs of zeros, if it is longer than one.
  const runs = [...groups.join(':').matchAll(/\b0(?::0)+\b/g)];
  const longest = runs.reduce((best, [run]) => (run.length > best.length ? run : best), '');
  if (longest === '') return groups.join(':');
  return groups.join(':').replace(new RegExp(`:?\\b${longest}\\b:?`), '::');
}
