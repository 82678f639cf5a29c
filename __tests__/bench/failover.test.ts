import { failoverDocument } from '../../bench/failover';
import type { FailoverResult } from '../../drills/failover';

const run = (outage: number, lost: number[]): FailoverResult => ({
  loss: 'crash',
  what: 'crash of PostgreSQL',
  from: 'psql1server',
  to: 'psql2server',
  outage,
  outageLimit: 6,
  rejoin: outage + 1,
  writes: [
    {
      through: 'e1server',
      attempted: 9,
      acknowledged: 7,
      lost,
      longestGap: outage,
      gaps: [],
      errors: {},
    },
  ],
  messages: {
    sent: 5,
    acknowledged: 5,
    notReceived: [],
    notArchived: [3],
    longestGap: 1,
    disconnected: 0,
  },
  faults: [],
});

const text = failoverDocument([run(2, []), run(4.04, [1, 2]), run(3, [])], {
  postgresql_patroni_ttl: 20,
});

test('the page has median and worst of the runs, against the limit', () => {
  expect(text).toContain('| crash of PostgreSQL | 3 | 3.0 | 4.0 | 6 | 5.0 |');
});

test('the page hides no loss', () => {
  expect(text).toContain('| writes | 21 | 2 |');
  expect(text).toContain('| messages, to the archive | 15 | 3 |');
});

test('the page names settings as the role has them', () => {
  expect(text).toContain('`patroni_ttl: 20`');
});
