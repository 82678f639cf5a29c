import fc from 'fast-check';
import {
  aggregate,
  type Cidr,
  contains,
  formatAddress,
  formatCidr,
  isUsable,
  overlap,
  parseAddress,
  parseCidr,
  size,
  without,
} from '../../../model/topology/ipv4';

const address = fc.nat({ max: 2 ** 32 - 1 });
const cidrOf = (prefix: fc.Arbitrary<number>): fc.Arbitrary<Cidr> =>
  fc.tuple(address, prefix).map(([number, prefix]) => {
    const base = number - (number % 2 ** (32 - prefix));
    return { base, prefix };
  });
const cidr = cidrOf(fc.integer({ min: 0, max: 32 }));
/** Networks so small and so near each other that they often touch. */
const neighbours = fc.array(
  cidrOf(fc.integer({ min: 26, max: 32 })).map(({ base, prefix }) => ({
    base: (base % 64) - ((base % 64) % 2 ** (32 - prefix)),
    prefix,
  })),
);

const members = (networks: readonly Cidr[]) =>
  Array.from({ length: 128 }, (_, number) => number).filter((number) =>
    networks.some((network) => contains(network, number)),
  );

test('an address is read as it is written', () => {
  expect(parseAddress('192.168.1.10')).toBe(0xc0a8010a);
  fc.assert(fc.property(address, (number) => parseAddress(formatAddress(number)) === number));
});

test.each(['', '1', '1.2.3', '1.2.3.4.5', '1.2.3.256', '1.2.3.-4', '0x7f.0.0.1', 'a.b.c.d', '::1'])(
  "'%s' is no address",
  (text) => expect(parseAddress(text)).toBeUndefined(),
);

test('a network is read as it is written', () => {
  expect(parseCidr('192.168.1.8/29')).toEqual({ base: 0xc0a80108, prefix: 29 });
  fc.assert(
    fc.property(cidr, (network) => {
      expect(parseCidr(formatCidr(network))).toEqual(network);
    }),
  );
});

test.each([
  '10.0.0.0',
  '10.0.0.0/',
  '10.0.0.0/33',
  '10.0.0.0/8/8',
  '10.0.0.0/-1',
  '192.168.1.9/29',
])("'%s' is no network", (text) => expect(parseCidr(text)).toBeUndefined());

test('a network contains its first and last address and neither neighbour', () => {
  fc.assert(
    fc.property(cidr, (network) => {
      const last = network.base + size(network) - 1;
      expect(contains(network, network.base)).toBe(true);
      expect(contains(network, last)).toBe(true);
      expect(contains(network, network.base - 1)).toBe(false);
      expect(contains(network, last + 1)).toBe(false);
    }),
  );
});

test('hosts can have every address but the network’s own and its broadcast address', () => {
  const network = parseCidr('192.168.1.0/29') as Cidr;
  const usable = Array.from({ length: 10 }, (_, number) => network.base - 1 + number)
    .filter((number) => isUsable(network, number))
    .map(formatAddress);
  expect(usable).toEqual([1, 2, 3, 4, 5, 6].map((number) => `192.168.1.${number}`));
});

test('networks overlap when they share an address, whichever is named first', () => {
  fc.assert(
    fc.property(fc.tuple(neighbours, neighbours), ([[one], [other]]) => {
      fc.pre(one !== undefined && other !== undefined);
      const shared = members([one]).some((number) => contains(other, number));
      expect(overlap(one, other)).toBe(shared);
      expect(overlap(other, one)).toBe(shared);
    }),
  );
});

test('two halves aggregate to their whole', () => {
  const halves = ['192.168.1.8/29', '192.168.1.0/29'].map((text) => parseCidr(text) as Cidr);
  expect(aggregate(halves).map(formatCidr)).toEqual(['192.168.1.0/28']);
});

test('neighbours that are no halves of one network stay apart', () => {
  const networks = ['192.168.1.8/29', '192.168.1.16/29'].map((text) => parseCidr(text) as Cidr);
  expect(aggregate(networks).map(formatCidr)).toEqual(['192.168.1.8/29', '192.168.1.16/29']);
});

test('aggregation keeps the set of addresses, ascending, in the fewest networks', () => {
  fc.assert(
    fc.property(neighbours, (networks) => {
      const result = aggregate(networks);
      expect(members(result)).toEqual(members(networks));
      expect(result.map(({ base }) => base)).toEqual(
        result.map(({ base }) => base).sort((one, other) => one - other),
      );
      expect(result.length).toBe(fewest(members(networks)));
    }),
    { numRuns: 500 },
  );
});

test('all addresses but one are in the fewest networks as well, ascending', () => {
  fc.assert(
    fc.property(neighbours, fc.nat({ max: 127 }), (networks, address) => {
      const others = members(networks).filter((number) => number !== address);
      const result = without(aggregate(networks), address);
      expect(result.flatMap((network) => members([network]))).toEqual(others);
      expect(result.length).toBe(fewest(others));
    }),
    { numRuns: 500 },
  );
});

/** Counts the networks that a set needs by halving the whole space, a way of its own. */
function fewest(numbers: readonly number[], base = 0, length = 128): number {
  const inside = numbers.filter((number) => number >= base && number < base + length);
  if (inside.length === 0) return 0;
  if (inside.length === length) return 1;
  const half = length / 2;
  return fewest(inside, base, half) + fewest(inside, base + half, half);
}
