import { reportText } from '../../../cli/test/report';
import type { TimedTest } from '../../../cli/test/results';

const timed = (...seconds: number[]): TimedTest[] =>
  seconds.map((each) => ({ name: `takes ${each}`, file: '/project/a.test.ts', seconds: each }));

test('the slowest test comes first, with its file', () => {
  const text = reportText('/project', {
    passed: 2,
    failed: 1,
    skipped: 0,
    timed: timed(0.25, 123.4),
  });
  expect(text).toBe(
    [
      'slowest tests:',
      '   123.4 s  a.test.ts: takes 123.4',
      '     0.3 s  a.test.ts: takes 0.25',
      '2 passed, 1 failed',
      '',
    ].join('\n'),
  );
});

test('ten are told at most', () => {
  const twelve = timed(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  const text = reportText('/project', { passed: 12, failed: 0, skipped: 0, timed: twelve });
  expect(text.match(/takes \d+/g)).toHaveLength(10);
  expect(text).not.toMatch(/takes [12]$/m);
});

test('where nothing was timed, nothing is said of it; what was skipped is', () => {
  const results = { passed: 1, failed: 0, skipped: 2, timed: [] };
  expect(reportText('/project', results)).toBe('1 passed, 0 failed, 2 skipped\n');
});
