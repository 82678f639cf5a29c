import { databaseProbes } from '../../checks/database';
import { buildStand } from '../../model/build-stand';
import { onlyHosts, shipped, thirdPostgresql } from '../fixtures';
import { answering, look } from './answers';

const standby = {
  name: 'psql1server',
  state: 'streaming',
  synchrony: 'sync',
  bytes: 0,
  seconds: 0,
};
const now = Date.now() / 1000;

/** A sound stand whose second PostgreSQL host is primary. */
const sound = {
  'replication.py': (host: string) => replication(host, [standby]),
  'patroni.py': [member('psql1server', 'sync_standby'), member('psql2server', 'leader')],
  'archive.py': { complaint: '', failing: false, late: 0, archived: now - 300 },
  'base_backups.py': [
    { label: 'old', type: 'full', end: now - 90_000 },
    { label: 'new', type: 'diff', end: now - 7200 },
  ],
  'sql_server.py': ['psql2server', 'psql2server.domain.local'],
};

function replication(host: string, standbys: readonly object[]) {
  const recovering = host !== 'psql2server';
  return { recovering, standbys: recovering ? [] : standbys };
}

function member(name: string, role: string) {
  return { name, role, state: role === 'leader' ? 'running' : 'streaming' };
}

function find(name: string, change: object = {}, config = shipped) {
  const { tools } = answering({ ...sound, ...change });
  return look(databaseProbes(buildStand(config), tools), name);
}

test('every probe of a sound stand holds', async () => {
  const { tools } = answering(sound);
  const probes = databaseProbes(buildStand(shipped), tools);
  const failed = [];
  for (const { name, run } of probes) if (!(await run()).ok) failed.push(name);
  expect(failed).toEqual([]);
  expect(probes).toHaveLength(8);
});

describe('the leader', () => {
  test('is one host, for PostgreSQL and for Patroni', async () => {
    expect(await find('one leader')).toEqual({
      ok: true,
      saw: "psql2server accepts writes; Patroni's leader is psql2server",
    });
  });

  test.each([
    ['nobody', true, /no host accepts writes/],
    ['two hosts', false, /psql1server and psql2server accept writes/],
  ])('is not %s', async (_, recovering, saw) => {
    const found = await find('one leader', { 'replication.py': { recovering, standbys: [] } });
    expect(found).toEqual({ ok: false, saw: expect.stringMatching(saw) });
  });

  test('is not another one for Patroni, nor unknown to it', async () => {
    for (const members of [[member('psql1server', 'leader')], [member('psql1server', 'replica')]]) {
      expect(await find('one leader', { 'patroni.py': members })).toMatchObject({ ok: false });
    }
  });

  test('is known while another host does not answer', async () => {
    const half = (answer: (host: string) => unknown) => (host: string) =>
      host === 'psql1server' ? new Error('no route to host') : answer(host);
    const change = {
      'replication.py': half(sound['replication.py']),
      'patroni.py': half(() => sound['patroni.py']),
    };
    expect(await find('one leader', change)).toMatchObject({ ok: true });
    expect(await find('replication to psql1server', change)).toEqual({
      ok: false,
      saw: 'no route to host',
    });
  });
});

describe('replication', () => {
  const name = 'replication to psql1server';
  const withStandbys = (...standbys: object[]) => ({
    'replication.py': (host: string) => replication(host, standbys),
  });

  test('holds for a replica that streams close behind', async () => {
    expect(await find(name)).toEqual({
      ok: true,
      saw: 'streaming, sync, 0 bytes and 0.0 s behind',
    });
  });

  test.each([
    ['catches up', { state: 'catchup' }],
    ['is far behind in bytes', { bytes: 65 * 1024 * 1024 }],
    ['is far behind in time', { seconds: 31 }],
    ['nobody waits for', { synchrony: 'async' }],
    ['the primary does not know', { name: 'another' }],
  ])('does not hold for a replica that %s', async (_, change) => {
    expect(await find(name, withStandbys({ ...standby, ...change }))).toMatchObject({ ok: false });
  });

  test('needs one synchronous replica only', async () => {
    const other = { ...standby, name: 'psql3server', synchrony: 'async' };
    const change = withStandbys(standby, other);
    expect(await find('replication to psql3server', change, thirdPostgresql)).toMatchObject({
      ok: true,
    });
  });
});

describe('the archive', () => {
  const archive = (change: object) => ({ 'archive.py': { ...sound['archive.py'], ...change } });

  test('tells what pgBackRest complains of', async () => {
    const complaint = 'ERROR: [082]: WAL segment was not archived';
    expect(await find('pgbackrest check', archive({ complaint }))).toEqual({
      ok: false,
      saw: complaint,
    });
  });

  test.each([[{ failing: true }], [{ late: 3 }], [{ archived: null }]])(
    'does not hold with %p',
    async (change) => {
      expect(await find('archive of WAL', archive(change))).toMatchObject({ ok: false });
    },
  );

  test('has a base backup of the last day', async () => {
    const backups = (...list: object[]) =>
      find('newest base backup', { 'base_backups.py': list.length > 0 ? list : [] });
    const [old, recent] = sound['base_backups.py'] as [{ end: number }, object];
    expect(await backups(old, recent)).toEqual({ ok: true, saw: 'new, 2 h old' });
    expect(await backups({ ...old, end: now - 27 * 3600 })).toMatchObject({ ok: false });
    expect(await backups()).toEqual({ ok: false, saw: 'there is none' });
  });

  test('is not asked for where there is none', () => {
    const without = onlyHosts(['psql1server', 'gw1server', 'e1server']);
    const names = databaseProbes(buildStand(without), answering({}).tools).map(({ name }) => name);
    expect(names).toEqual(['one leader', 'replication to psql1server', 'writes from e1server']);
  });
});

test('writes must reach the primary, from every node', async () => {
  const change = { 'sql_server.py': ['psql1server', 'psql1server.domain.local'] };
  expect(await find('writes from e2server', change)).toEqual({
    ok: false,
    saw: 'they go to psql1server; the primary is psql2server',
  });
});

test('a stand without PostgreSQL has no such probe', () => {
  const without = onlyHosts(['gw1server', 'mon1server', 'bk1server']);
  expect(databaseProbes(buildStand(without), answering({}).tools)).toEqual([]);
});
