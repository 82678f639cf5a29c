import { backupProbes } from '../../checks/backup';
import type { Catalog, Run, Volume } from '../../checks/backup/catalog';
import { backupPools } from '../../model/backups/jobs';
import { buildStand } from '../../model/build-stand';
import { onlyHosts, shipped } from '../fixtures';
import { answering, look } from './answers';

const stand = buildStand(shipped);
const now = 1_800_000_000;
const hour = 3600;

const run: Run = {
  ...{ job: 'mon1-grfn-Job', level: 'I', good: true, end: now - hour / 2 },
  ...{ files: 3, bytes: 5000 },
};
const volume: Volume = {
  ...{ name: 'mon1-grfn-Full-0002', pool: 'mon1-grfn-Full', status: 'Append' },
  ...{ bytes: 5000, most: 2 ** 31, size: 5000 },
};
/** A stand that was described an hour ago: hourly jobs have run, nightly ones have not. */
const catalog: Catalog = {
  ...{ now, described: now - hour, orphans: 0 },
  runs: [run, { ...run, job: 'psql2-dump-Job' }],
  good: { 'mon1-grfn-Job': run.end, 'psql2-dump-Job': run.end },
  pools: backupPools(stand.backups).map(({ name, volumes }) => ({
    ...{ name, most: volumes, volumes: name === volume.pool ? 1 : 0 },
    ...{ volume: 2 ** 31, room: volumes * 2 ** 31 },
  })),
  volumes: [volume],
};
const sound = {
  'bacula_director.py': 'bk1server-dir 15.0.3',
  'bacula_catalog.py': catalog,
  'bacula_space.py': { complaint: '', free: 9e9, size: 1e10 },
  'space.py': { free: 9e9, size: 1e10 },
};

function find(name: string, change: object) {
  const { tools } = answering({ ...sound, ...change });
  return look(backupProbes(stand, tools), name);
}

const findIn = (name: string, change: Partial<Catalog>) =>
  find(name, { 'bacula_catalog.py': { ...catalog, ...change } });

test('every probe of a sound stand holds', async () => {
  const { tools } = answering(sound);
  const probes = backupProbes(stand, tools);
  const failed = [];
  for (const { name, run: test } of probes) if (!(await test()).ok) failed.push(name);
  expect(failed).toEqual([]);
  expect(probes).toHaveLength(12);
});

describe('a job', () => {
  const name = 'last run of mon1-grfn-Job';

  test('reports what its last run backed up', async () => {
    expect(await findIn(name, {})).toEqual({
      ok: true,
      saw: 'an incremental run succeeded 30 min ago: 3 files, 5 KiB',
    });
  });

  test('must have run within its schedule and half of it more', async () => {
    const runAgo = (hours: number) => findIn(name, { runs: [{ ...run, end: now - hours * hour }] });
    expect(await runAgo(1.9)).toMatchObject({ ok: true });
    expect(await runAgo(2.1)).toMatchObject({ ok: false });
  });

  test('must not have failed, whatever was before', async () => {
    const failed = await findIn(name, { runs: [{ ...run, good: false }] });
    expect(failed).toEqual({
      ok: false,
      saw: 'an incremental run failed 30 min ago; last successful run: 30 min ago',
    });
  });

  test('may not have run while its first time is to come', async () => {
    const never = (hours: number) => findIn(name, { runs: [], described: now - hours * hour });
    expect(await never(1)).toMatchObject({ ok: true });
    expect(await never(3)).toEqual({ ok: false, saw: 'no run yet; described 3 h ago' });
  });
});

describe('volumes', () => {
  const name = 'volumes of mon1-grfn-Job';
  const withVolume = (change: Partial<Volume>) =>
    findIn(name, { volumes: [{ ...volume, ...change }] });

  test.each<[string, Partial<Volume>, RegExp]>([
    ['is gone', { size: null }, /not on disk/],
    ['is cut short', { size: 4999 }, /4999 bytes on disk, but 5000/],
    ['is damaged', { status: 'Error' }, /marked as damaged/],
    ['is too large', { bytes: 2 ** 32, size: 2 ** 32 }, /at most 2 GiB; got/],
  ])('are not in order when one %s, and the others of the stand are', async (_, change, saw) => {
    expect(await withVolume(change)).toEqual({ ok: false, saw: expect.stringMatching(saw) });
    const other = { volumes: [{ ...volume, ...change }] };
    expect(await findIn('volumes of e1-fs-Job', other)).toMatchObject({ ok: true });
  });

  test('are in order while a job writes to one', async () => {
    expect(await withVolume({ size: 9000 })).toMatchObject({ ok: true });
  });

  test('leave a volume in reserve', async () => {
    const left = (room: number) =>
      findIn(name, { pools: catalog.pools.map((pool) => ({ ...pool, room })) });
    expect(await left(2 ** 31)).toMatchObject({ ok: true });
    expect(await left(2 ** 30)).toEqual({
      ok: false,
      saw: expect.stringContaining('mon1-grfn-Full has room for only 1024 MiB'),
    });
  });

  test('are not more than their pool may have', async () => {
    const pools = catalog.pools.map((pool) => ({ ...pool, volumes: pool.most + 1 }));
    expect(await findIn(name, { pools })).toMatchObject({ ok: false });
  });
});

describe('the catalog', () => {
  const name = "Bacula's catalog";

  test('has every pool', async () => {
    const pools = catalog.pools.filter((pool) => pool.name !== 'e1-fs-Incr');
    expect(await findIn(name, { pools })).toEqual({
      ok: false,
      saw: 'missing: e1-fs-Incr; orphaned records: 0',
    });
  });

  test('has no record that leads nowhere', async () => {
    expect(await findIn(name, { orphans: 2 })).toMatchObject({ ok: false });
  });
});

test('room is what a job wants, and what the archive needs', async () => {
  const complaint = '/srv/bacula must have 512 MiB free for a backup; got 12 MiB.';
  const space = { complaint, free: 12 * 2 ** 20, size: 1e10 };
  expect(await find('room for volumes', { 'bacula_space.py': space })).toEqual({
    ok: false,
    saw: complaint,
  });
  const archive = "room for the database's archive";
  const free = (mebibytes: number) =>
    find(archive, { 'space.py': { free: mebibytes * 2 ** 20, size: 1e10 } });
  expect(await free(256)).toMatchObject({ ok: true });
  expect(await free(255)).toEqual({ ok: false, saw: '255 MiB of 9 GiB are free' });
});

test('the archive needs the room that a setting of its role says', () => {
  const settings = { pgbackrest: { pgbackrest_least_free_mib: 1024 } };
  const probes = backupProbes({ ...stand, settings }, answering({}).tools);
  const room = probes.find(({ name }) => name === "room for the database's archive");
  expect(room?.expected).toBe('1024 MiB or more');
});

test('a stand without a backup host has no such probe', () => {
  const without = onlyHosts(['e1server', 'psql1server', 'gw1server']);
  expect(backupProbes(buildStand(without), answering({}).tools)).toEqual([]);
});
