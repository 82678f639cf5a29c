import {
  backupFilesets,
  backupJobs,
  backupPools,
  backupSchedules,
  type Pool,
} from '../../../model/backups/jobs';
import { backupPlans } from '../../../model/backups/plans';
import { buildStand } from '../../../model/build-stand';
import { uploadsRoot } from '../../../model/services/ejabberd';
import { threeNodes } from '../../fixtures';
import { backups, etc, varyJobs } from './vary-jobs';

function pool(
  name: string,
  retentionDays: number,
  volumeGiB: number,
  volumeDays: number,
  volumes: number,
): Pool {
  return { name, retentionDays, volumeGiB, volumeDays, volumes, labelFormat: `${name}-` };
}

test('the shipped stand has these twelve pools', () => {
  expect(backupPools(backups)).toEqual([
    pool('e1-fs-Full', 29, 1, 30, 3),
    pool('e1-fs-Diff', 29, 1, 30, 3),
    pool('e1-fs-Incr', 7, 1, 14, 3),
    pool('e2-fs-Full', 29, 1, 30, 3),
    pool('e2-fs-Diff', 29, 1, 30, 3),
    pool('e2-fs-Incr', 7, 1, 14, 3),
    pool('psql2-dump-Full', 21, 2, 7, 5),
    pool('psql2-dump-Diff', 21, 2, 7, 5),
    pool('psql2-dump-Incr', 1, 1, 1, 3),
    pool('mon1-grfn-Full', 21, 2, 7, 5),
    pool('mon1-grfn-Diff', 21, 2, 7, 5),
    pool('mon1-grfn-Incr', 1, 1, 1, 3),
  ]);
});

test('the shipped stand has these jobs', () => {
  const table = backupJobs(backups).map(({ name, host, fileset, schedule, pools, dump }) => [
    name,
    host,
    fileset,
    schedule,
    Object.values(pools).join(' '),
    dump,
  ]);
  expect(table).toEqual([
    ['e1-fs-Job', 'e1server', 'My-fs-FS', 'e1-fs-Sdl', 'e1-fs-Full e1-fs-Diff e1-fs-Incr', false],
    ['e2-fs-Job', 'e2server', 'My-fs-FS', 'e2-fs-Sdl', 'e2-fs-Full e2-fs-Diff e2-fs-Incr', false],
    [
      'psql2-dump-Job',
      'psql2server',
      'My-psql-FS',
      'psql2-dump-Sdl',
      'psql2-dump-Full psql2-dump-Diff psql2-dump-Incr',
      true,
    ],
    [
      'mon1-grfn-Job',
      'mon1server',
      'My-grfn-FS',
      'mon1-grfn-Sdl',
      'mon1-grfn-Full mon1-grfn-Diff mon1-grfn-Incr',
      false,
    ],
  ]);
});

test('the shipped stand has these filesets', () => {
  expect(backupFilesets(backups)).toEqual([
    { name: 'My-fs-FS', paths: ['/etc', `${uploadsRoot}/upload`], compression: 'LZO' },
    { name: 'My-psql-FS', paths: ['/bacula-backup'], compression: 'GZIP' },
    {
      name: 'My-grfn-FS',
      paths: ['/var/lib/grafana', '/var/lib/prometheus'],
      compression: 'LZO',
    },
  ]);
});

describe('a schedule', () => {
  const runsOf = (name: string) =>
    backupSchedules(backups).find((schedule) => schedule.name === name)?.runs;

  test.each(['e1-fs', 'e2-fs'])('of %s is monthly, with an increment a day', (job) => {
    expect(runsOf(`${job}-Sdl`)).toEqual([
      `Level=Full Pool=${job}-Full on 1 at 01:00`,
      'Level=Differential on 15 at 01:00',
      'Level=Incremental on 2-14 at 01:00',
      'Level=Incremental on 16-31 at 01:00',
    ]);
  });

  test.each(['psql2-dump', 'mon1-grfn'])('of %s has a run for each hour of the day', (job) => {
    const runs = runsOf(`${job}-Sdl`) ?? [];
    expect(runs).toContain(`Level=Full Pool=${job}-Full at 01:00`);
    expect(runs).toContain('Level=Differential at 13:00');
    expect(runs.filter((run) => /^Level=Incremental at \d\d:00$/.test(run))).toHaveLength(22);
    const hours = runs.map((run) => Number(/at (\d\d):00$/.exec(run)?.[1]));
    expect(hours.sort((one, other) => one - other)).toEqual([...Array(24).keys()]);
  });
});

test('one more host is one more line', () => {
  const config = varyJobs({ 'e3-fs': { ...etc, host: 'e3server' } }, threeNodes);
  const { backups: more } = buildStand(config);
  expect(backupJobs(more)).toHaveLength(5);
  expect(backupPools(more).slice(12)).toEqual([
    pool('e3-fs-Full', 29, 1, 30, 3),
    pool('e3-fs-Diff', 29, 1, 30, 3),
    pool('e3-fs-Incr', 7, 1, 14, 3),
  ]);
});

test('a job may bring its own plan', () => {
  const weekly = { runs: ['sun at 03:30'], retentionDays: 60, volumeGiB: 5, volumeDays: 10 };
  const own = { ...backupPlans.monthly, full: { ...weekly, volumes: 9 } };
  const { backups: more } = buildStand(varyJobs({ own: { ...etc, plan: own } }));
  expect(backupPools(more)).toContainEqual(pool('own-Full', 60, 5, 10, 9));
  expect(backupSchedules(more).at(-1)?.runs[0]).toBe('Level=Full Pool=own-Full sun at 03:30');
});
