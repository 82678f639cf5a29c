import fc from 'fast-check';
import { isLabel } from '../../../../model/description/faults/general-faults';
import { faultsOf, refuses, shipped, vary } from '../../../fixtures';

refuses([
  ['a name with capitals', vary({ name: 'Stand' }), 'name', /'Stand'/, /lower-case/],
  ['a name with a space', vary({ name: 'my stand' }), 'name', /'my stand'/, /hyphens/],
  ['an empty name', vary({ name: '' }), 'name', /''/, /letters/],
  ['a domain without a dot', vary({ domain: 'local' }), 'domain', /'local'/, /domain\.local/],
  ['a domain with a hole', vary({ domain: 'a..b' }), 'domain', /'a\.\.b'/, /domain\.local/],
  ['a domain with capitals', vary({ domain: 'A.local' }), 'domain', /'A\.local'/, /domain\.local/],
  ['a domain ending in a dot', vary({ domain: 'a.b.' }), 'domain', /'a\.b\.'/, /domain\.local/],
  ['an address as a domain', vary({ domain: '10.0.0.1' }), 'domain', /'10/, /domain\.local/],
  ['an endless domain', vary({ domain: `${'a.'.repeat(100)}b` }), 'domain', /'a\.a/, /write it/],
  [
    'an internationalised domain',
    vary({ domain: 'xn--bcher-kva.example' }),
    ...(['domain', /internationalised name; got 'xn--bcher-kva\.example'/, /ASCII/] as const),
  ],
  ['an unknown release', vary({ release: 'sid' }), 'release', /'sid'/, /trixie or bookworm/],
  [
    'a PostgreSQL of no release',
    vary({ postgresqlVersion: 16 }),
    'postgresqlVersion',
    /trixie can have; got 16/,
    /17 or 15/,
  ],
  [
    'a PostgreSQL of a later release',
    vary({ release: 'bookworm', postgresqlVersion: 17 }),
    'postgresqlVersion',
    /bookworm can have; got 17/,
    /15/,
  ],
  ['an inherited release', vary({ release: 'toString' }), 'release', /'toString'/, /trixie/],
  ['an unknown hypervisor', vary({ hypervisor: 'xen' }), 'hypervisor', /'xen'/, /auto/],
  ['a time to live of 0', vary({ ttl: 0 }), 'ttl', /1 to 255; got 0/, /default/],
  ['a time to live of 256', vary({ ttl: 256 }), 'ttl', /1 to 255; got 256/, /default/],
  ['half a time to live', vary({ ttl: 6.5 }), 'ttl', /whole number .*; got 6\.5/, /default/],
  ['a proxy that is no URL', vary({ aptProxy: 'proxy:3142' }), 'aptProxy', /'proxy:3142'/, /http:/],
  [
    'a proxy that ends its quotation',
    vary({ aptProxy: 'http://proxy"; DROP' }),
    ...(['aptProxy', /DROP/, /http:/] as const),
  ],
  [
    'an account that is no name',
    vary({ accounts: { admins: ['admin@home'], users: [] } }),
    ...(['accounts', /'admin@home'/, /lower-case/] as const),
  ],
  [
    'an account under both headings',
    vary({ accounts: { admins: ['max'], users: ['max'] } }),
    ...(['accounts', /'max' appears twice/, /once/] as const),
  ],
]);

test('what a user leaves out has a default', () => {
  const { release: _, hypervisor: __, ttl: ___, state: ____, size: _____, ...least } = shipped;
  expect(faultsOf(least)).toEqual([]);
});

test.each(['domain.local', 'chat.example.org', '1und1.example', 'a--b.example'])(
  "'%s' is a domain name",
  (domain) => expect(faultsOf(vary({ domain }))).toEqual([]),
);

test('a label is what RFC 1123 calls one, and begins with a letter', () => {
  const letter = fc.constantFrom(...'abcxyz');
  const inner = fc.string({ unit: fc.constantFrom(...'abcxyz0189-'), maxLength: 61 });
  fc.assert(fc.property(letter, inner, letter, (...parts) => isLabel(parts.join(''))));
  expect(isLabel('a')).toBe(true);
  for (const text of ['', '-a', 'a-', '1a', 'a_b', 'a.b', 'ä', 'a\n', 'a'.repeat(64)]) {
    expect([text, isLabel(text)]).toEqual([text, false]);
  }
});
