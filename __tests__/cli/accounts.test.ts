import { accountsText, described, detailsText, keptLines } from '../../cli/accounts/texts';
import { buildStand } from '../../model/build-stand';
import type { AccountDetails } from '../../operations/accounts/accounts';
import { requireRemovable } from '../../operations/accounts/accounts';
import { requireInvites } from '../../operations/accounts/ask';
import { shipped, vary } from '../fixtures';

const stand = buildStand(shipped);
const nobody = { sessions: 0, last: null, disabled: null };
const disabled = { since: '2030-01-02T03:04:05.678901Z', reason: 'left' };

test('accounts are listed with what the description says of them', () => {
  const accounts = [
    { ...nobody, name: 'admin', sessions: 2 },
    { ...nobody, name: 'd\\27artagnan', disabled },
    { ...nobody, name: 'max', last: '2030-01-01T00:00:00Z' },
    { ...nobody, name: 'stand-check' },
  ];
  expect(accountsText(accounts.map((account) => described(stand, account))).split('\n')).toEqual([
    'name          is             seen',
    'admin         administrator  now',
    'd\\27artagnan  not described  never                 disabled since 2030-01-02T03:04:05Z: left',
    'max           user           2030-01-01T00:00:00Z',
    'stand-check   checks         never',
    '',
  ]);
});

test('of one account all is told, and nothing that a terminal obeys', () => {
  const session = { client: 'phone\u001b[2J', address: '::1', node: 'ejabberd@e1server' };
  const account: AccountDetails = {
    ...{ name: 'eva', last: null, disabled, sessions: [{ ...session, seconds: 7300 }] },
    ...{ contacts: 1, waiting: 0, archived: 12, files: 2, rooms: ['tea@conference.domain.local'] },
  };
  const text = detailsText(described(stand, account));
  expect(text).toContain('"phone\\u001b[2J" from ::1 at e1server, for 2 h');
  expect(text).toContain('1 contact, 12 messages in its archive, 0 that wait for it, 2 files');
  expect(text).toContain('tea@conference.domain.local');
  expect(text).not.toContain('\u001b');
});

test('what backups keep is told with its last day', () => {
  expect(keptLines([{ what: 'dumps', until: '2030-02-05' }])).toEqual([
    'kept by dumps until 2030-02-05 at the latest',
  ]);
  expect(keptLines([])).toEqual(['no backup keeps it']);
});

test('an account that the next deployment would make again is not removed', () => {
  expect(() => requireRemovable(stand, 'max')).toThrow(/^max is described, .*nothing was changed$/);
  expect(() => requireRemovable(stand, 'stand-check')).toThrow(/by which \.\/stand check logs in/);
  expect(() => requireRemovable(stand, 'eva')).not.toThrow();
});

test('what an older ejabberd does not have is refused with a remedy', () => {
  const older = buildStand(vary({ release: 'bookworm' }));
  expect(() => requireInvites(older, 'user disable')).toThrow(/\.\/stand upgrade release/);
  expect(() => requireInvites(stand, 'user disable')).not.toThrow();
});
