import { ejabberdProbes } from '../../checks/ejabberd';
import { buildStand } from '../../model/build-stand';
import { onlyHosts, shipped } from '../fixtures';
import { answering, look } from './answers';

const nodes = ['ejabberd@e1server', 'ejabberd@e2server'];
const status = (version: string) =>
  `The node is started\nejabberd ${version} is running in that node`;

/** The probe's finding when the API of each node answers so, and its pool has those connections. */
function find(name: string, api: (node: string) => unknown, connections = 10) {
  const { tools } = answering({
    'ejabberd.py': api,
    'sql_pool.py': { connections, size: 10 },
  });
  return look(ejabberdProbes(buildStand(shipped), tools), name);
}

const well = (cluster: readonly string[], version = '26.07') => ({
  list_cluster: cluster,
  status: status(version),
  stats: 3,
});

test('a node sees every other one, in whichever order', async () => {
  const found = await find('cluster as e1server sees it', () => well([...nodes].reverse()));
  expect(found).toEqual({ ok: true, saw: 'it sees ejabberd@e1server, ejabberd@e2server' });
});

test.each([[nodes.slice(0, 1)], [[...nodes, 'ejabberd@lost']]])(
  'a cluster of %p is not the one that is described',
  async (cluster) => {
    expect(await find('cluster as e1server sees it', () => well(cluster))).toMatchObject({
      ok: false,
    });
  },
);

test('the pool is up when all its connections stand and a query is answered', async () => {
  const pool = (connections: number, stats = 3) =>
    find('SQL pool of e2server', () => ({ stats }), connections);
  expect(await pool(10)).toEqual({ ok: true, saw: '10 of 10 connections, 3 accounts' });
  expect(await pool(9)).toMatchObject({ ok: false });
  expect(await pool(10, 0)).toMatchObject({ ok: false });
});

describe('versions', () => {
  const name = 'versions of ejabberd';

  test('are reported, and must be equal', async () => {
    const mixed = (node: string) => well(nodes, node === 'e1server' ? '26.07' : '26.10');
    expect(await find(name, mixed)).toEqual({
      ok: false,
      saw: 'e1server has 26.07, e2server has 26.10',
    });
  });

  test('of nodes that do not answer are not judged', async () => {
    const half = (node: string) => (node === 'e1server' ? new Error('refused') : well(nodes));
    expect(await find(name, half)).toEqual({ ok: true, saw: 'e2server has 26.07' });
  });

  test('are unknown when no node answers', async () => {
    expect(await find(name, () => new Error('refused'))).toEqual({
      ok: false,
      saw: 'no node answers',
    });
  });
});

test('a stand without ejabberd has no such probe', () => {
  const without = onlyHosts(['psql1server', 'gw1server']);
  expect(ejabberdProbes(buildStand(without), answering({}).tools)).toEqual([]);
});
