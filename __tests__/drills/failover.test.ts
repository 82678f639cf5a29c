import { faultsOf } from '../../drills/failover';
import { failoverText } from '../../drills/text';

const write = {
  through: 'e1server',
  attempted: 9,
  acknowledged: 9,
  longestGap: 2,
  gaps: [2],
  errors: {},
};
const messages = {
  sent: 9,
  acknowledged: 9,
  notReceived: [],
  notArchived: [],
  longestGap: 2,
  disconnected: 0,
};
const sound = {
  loss: 'crash',
  what: 'crash of PostgreSQL',
  from: 'psql1server',
  to: 'psql2server',
  outage: 2,
  outageLimit: 6,
  rejoin: 3,
  writes: [{ ...write, lost: [] }],
  messages,
} as const;

test('a loss that no user noticed has no faults', () => {
  expect(faultsOf(sound)).toEqual([]);
});

test.each([
  [
    'outage',
    { ...sound, outage: 6.1 },
    '6.1 s without an acknowledged write; at most 6 s are allowed',
  ],
  [
    'lost write',
    { ...sound, writes: [{ ...write, lost: [4, 5] }] },
    '2 acknowledged writes through e1server were lost',
  ],
  [
    'message that did not arrive',
    { ...sound, messages: { ...messages, notReceived: [7] } },
    '1 acknowledged messages did not arrive',
  ],
  [
    'message that is not in the archive',
    { ...sound, messages: { ...messages, notArchived: [7, 8] } },
    '2 acknowledged messages are not in the archive',
  ],
  [
    'client that was thrown out',
    { ...sound, messages: { ...messages, disconnected: 1 } },
    '1 times a client was disconnected',
  ],
])('%s', (_, result, fault) => {
  expect(faultsOf(result)).toEqual([fault]);
});

test('people read what happened and what was wrong', () => {
  const text = failoverText({ losses: [{ ...sound, faults: ['too long'] }] });
  expect(text).toMatch(/^✗ crash of PostgreSQL: psql1server → psql2server$/m);
  expect(text).toMatch(/^ {4}too long$/m);
});
