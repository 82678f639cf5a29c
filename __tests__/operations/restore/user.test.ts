import { localName, userChanges } from '../../../operations/restore/user';

const stand = { domain: 'domain.local' };

test.each(['max', 'max@domain.local', 'max@Domain.LOCAL'])('%s is max', (address) => {
  expect(localName(stand, address)).toBe('max');
});

test.each(['max@elsewhere.org', '@domain.local', 'max@domain.local@domain.local', ''])(
  '%j is nobody here',
  (address) => {
    expect(() => localName(stand, address)).toThrow(
      `user must be a name or an address such as name@${stand.domain}; got '${address}'`,
    );
  },
);

test('only tables that change are listed', () => {
  const tables = {
    users: { live: 1, dumped: 1, lost: 0, gained: 0 },
    vcard: { live: 1, dumped: 1, lost: 1, gained: 1 },
    archive: { live: 7, dumped: 9, lost: 0, gained: 2 },
  };
  expect(userChanges(tables)).toEqual(['vcard: 1 lost, 1 gained', 'archive: 0 lost, 2 gained']);
});
