import { backupIntervals } from '../../../model/backups/intervals';
import { shipped } from '../../fixtures';

const hour = 3600;

/** Interval of a job with these runs, all of them incremental. */
function intervalOf(...runs: string[]): number | undefined {
  const level = { retentionDays: 1, volumeGiB: 1, volumeDays: 1, volumes: 3 };
  const plan = {
    full: { runs: [], ...level },
    differential: { runs: [], ...level },
    incremental: { runs, ...level },
  };
  const filesets = { fs: { paths: ['/etc'], compression: 'LZO' as const } };
  return backupIntervals({ filesets, jobs: { etc: { host: 'e1server', fileset: 'fs', plan } } })[
    'etc-Job'
  ];
}

test('the shipped jobs run daily or hourly', () => {
  expect(shipped.backups && backupIntervals(shipped.backups)).toEqual({
    'e1-fs-Job': 24 * hour,
    'e2-fs-Job': 24 * hour,
    'psql2-dump-Job': hour,
    'mon1-grfn-Job': hour,
  });
});

test.each([
  ['once a day', ['at 01:00'], 24 * hour],
  ['twice a day', ['at 01:00', 'at 13:30'], 12.5 * hour],
  ['on the 1st', ['on 1 at 01:00'], 31 * 24 * hour],
  ['in the first half of the month', ['on 1-15 at 01:00'], 17 * 24 * hour],
])('a job that runs %s', (_, runs, interval) => {
  expect(intervalOf(...runs)).toBe(interval);
});

test('a job whose plan has other words is not judged', () => {
  expect(intervalOf('at 01:00', 'sun at 02:00')).toBeUndefined();
});
