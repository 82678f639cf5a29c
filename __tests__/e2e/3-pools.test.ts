import { ssh, stand } from '../../test-stand/stand';
import { bconsole, longList, runJob } from './support/services/bacula';

const day = 24 * 60 * 60;
const gigabyte = 2 ** 30;

/** Retention, size, days of use and number of volumes of each pool. */
const pools = {
  'e1-fs-Full': [29, 1, 30, 3],
  'e1-fs-Diff': [29, 1, 30, 3],
  'e1-fs-Incr': [7, 1, 14, 3],
  'e2-fs-Full': [29, 1, 30, 3],
  'e2-fs-Diff': [29, 1, 30, 3],
  'e2-fs-Incr': [7, 1, 14, 3],
  'psql2-dump-Full': [21, 2, 7, 5],
  'psql2-dump-Diff': [21, 2, 7, 5],
  'psql2-dump-Incr': [1, 1, 1, 3],
  'mon1-grfn-Full': [21, 2, 7, 5],
  'mon1-grfn-Diff': [21, 2, 7, 5],
  'mon1-grfn-Incr': [1, 1, 1, 3],
} as const;

it('has the pools with their retentions, sizes, counts and labels', async () => {
  const listed = await longList('llist pools');
  const own = listed.filter(({ name }) => name !== 'File').map((row) => [row.name, row]);
  expect(Object.fromEntries(own)).toEqual(
    Object.fromEntries(
      Object.entries(pools).map(([name, [days, gigabytes, use, volumes]]) => [
        name,
        expect.objectContaining({
          pooltype: 'Backup',
          volretention: String(days * day),
          maxvolbytes: String(gigabytes * gigabyte),
          maxvoljobs: '0',
          voluseduration: String(use * day),
          maxvols: String(volumes),
          recycle: '1',
          autoprune: '1',
          labelformat: `${name}-`,
        }),
      ]),
    ),
  );
});

describe('a pool', () => {
  const pool = 'mon1-grfn-Incr';
  const catalog = (statement: string) =>
    ssh('bk1server', 'cd /; sudo runuser -u bacula -- psql -XAtq bacula', statement);
  const where = `poolid = (SELECT poolid FROM pool WHERE name = '${pool}')`;
  afterAll(() => bconsole(`update pool=${pool}`));

  it('takes as many jobs as there are in its days, those by hand too', async () => {
    const run = () => runJob('run job=mon1-grfn-Job level=Incremental');
    const { volume } = await run();
    await catalog(`UPDATE media SET voljobs = 1000 WHERE volumename = '${volume}'`);
    expect(await run()).toMatchObject({ termination: expect.stringMatching(/^Backup OK/), volume });
  });

  it('keeps a volume for those by schedule', async () => {
    await catalog(`UPDATE pool SET maxvols = (SELECT count(*) FROM media WHERE ${where})
      WHERE name = '${pool}'`);
    const { code, stdout } = await stand(['backup', '--only', 'files']);
    expect(stdout).toMatch(/pool mon1-grfn-Incr must have 1024 MiB left .*; got \d+ MiB/);
    expect(stdout).toContain('✓ e1-fs-Job ran');
    expect(code).toBe(1);
    const { termination } = await runJob('run job=mon1-grfn-Job level=Incremental');
    expect(termination).toMatch(/^Backup OK/);
  });
});
