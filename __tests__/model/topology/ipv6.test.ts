import { BlockList } from 'node:net';
import fc from 'fast-check';
import {
  firstOf,
  ipv6Address,
  ipv6Network,
  isAssignable,
  isIn,
  isLinkLocal,
  misfit,
  overlap,
} from '../../../model/topology/ipv6';

/** An address as a browser writes it (WHATWG URL, section 3.5), which is as RFC 5952 does. */
const asBrowser = (text: string) => new URL(`http://[${text}]/`).hostname.slice(1, -1);

/** Whether an address lies in a network, as Node.js sees it. */
function inBlock(network: string, address: string): boolean {
  const [base = '', prefix] = network.split('/');
  const block = new BlockList();
  block.addSubnet(base, Number(prefix), 'ipv6');
  return block.check(address, 'ipv6');
}

/** Any address: many with runs of zeros, which alone have several ways to be written. */
const group = fc.oneof(fc.constant('0'), fc.stringMatching(/^[0-9a-fA-F]{1,4}$/));
const address = fc.oneof(
  fc.ipV6(),
  fc.array(group, { minLength: 8, maxLength: 8 }).map((groups) => groups.join(':')),
);

/** The first address of the network of that length in which an address lies. */
function networkOf(text: string, prefix: number): string {
  const whole = `${text.replace(/%.*/, '')}/${prefix}`;
  const groups = Array.from({ length: 8 }, (_, index) => {
    const kept = Math.max(0, Math.min(16, prefix - 16 * index));
    return (0xffff << (16 - kept)) & 0xffff;
  });
  const bytes = expanded(whole.split('/')[0] as string);
  return `${bytes.map((one, index) => (one & (groups[index] as number)).toString(16)).join(':')}/${prefix}`;
}

/** Its eight groups, from what a browser makes of it. */
function expanded(text: string): number[] {
  const [head = '', tail] = asBrowser(text).split('::');
  const numbers = (part: string) => part.split(':').filter(Boolean);
  const [before, after] = [numbers(head), numbers(tail ?? '')];
  const zeros = Array(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].map((one) => Number.parseInt(one, 16));
}

test.each([
  ['2001:DB8:0:0::2', '2001:db8::2'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['::ffff:192.0.2.1', '::ffff:c000:201'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['1::', '1::'],
  ['10:0:0:0:0:0:0:0', '10::'],
])('%s is written %s (RFC 5952)', (text, written) => {
  expect(ipv6Address(text)).toBe(written);
});

test('every way to write an address comes to the same text', () => {
  fc.assert(
    fc.property(address, (text) => {
      expect(ipv6Address(text)).toBe(asBrowser(text));
      expect(
        ipv6Address(
          expanded(text)
            .map((one) => one.toString(16))
            .join(':'),
        ),
      ).toBe(asBrowser(text));
    }),
    { numRuns: 500 },
  );
});

test('what is no address of the world is none', () => {
  for (const text of ['', '192.0.2.1', 'fe80::1%eth0', '2001:db8::/64', ':::', '1:2', 'dmz'])
    expect(ipv6Address(text)).toBeUndefined();
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!text.includes(':'));
      expect([ipv6Address(text), ipv6Network(text)]).toEqual([undefined, undefined]);
    }),
  );
});

test('a network has no host bits, and contains what its prefix says', () => {
  fc.assert(
    fc.property(address, fc.integer({ min: 1, max: 128 }), address, (text, prefix, other) => {
      const network = networkOf(text, prefix);
      const sound = ipv6Network(network) as string;
      expect(sound).toBe(`${asBrowser(network.split('/')[0] as string)}/${prefix}`);
      expect(isIn(sound, text)).toBe(true);
      expect(isIn(sound, other)).toBe(inBlock(sound, other));
      const isOwn = asBrowser(text) === sound.split('/')[0];
      expect(ipv6Network(`${text}/${prefix}`)).toBe(isOwn ? sound : undefined);
      expect(misfit(sound, text) === undefined).toBe(!isOwn);
      expect(overlap(sound, `${asBrowser(other)}/128`)).toBe(inBlock(sound, other));
    }),
    { numRuns: 300 },
  );
});

test.each(['2001:db8::/129', '2001:db8::', '2001:db8::/64/64', '2001:db8::/-1', '10.0.0.0/8'])(
  '%s is no network',
  (text) => {
    expect(ipv6Network(text)).toBeUndefined();
  },
);

test('what hosts can be given are global and unique local addresses', () => {
  const given = ['2001:db8:5::/64', 'fd00:1::/64', '2a00::/32', '3fff::/20', 'fc00::/7'];
  for (const network of given) expect([network, isAssignable(network)]).toEqual([network, true]);
  for (const network of [
    '::/0',
    '::1/128',
    'fe80::/64',
    'ff02::/64',
    '::ffff:0:0/96',
    '64:ff9b::/96',
  ])
    expect([network, isAssignable(network)]).toEqual([network, false]);
});

test('the first address after a network’s own is a router’s unless it says otherwise', () => {
  expect(firstOf('2001:db8:5::/64')).toBe('2001:db8:5::1');
  expect(firstOf('2001:db8:5::fffc/126')).toBe('2001:db8:5::fffd');
});

test('an address of one link only is told apart', () => {
  expect(['fe80::1', 'FE80::abcd:1'].map(isLinkLocal)).toEqual([true, true]);
  expect(['2001:db8::1', 'fec0::1', 'x'].map(isLinkLocal)).toEqual([false, false, false]);
});
