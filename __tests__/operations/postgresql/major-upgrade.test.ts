import { buildStand } from '../../../model/build-stand';
import type { Host } from '../../../model/topology/hosts';
import { goBack, upgradeCluster } from '../../../operations/major-upgrade';
import type { Operator } from '../../../operations/operator';
import { shipped } from '../../fixtures';

const stand = buildStand(shipped);
const names = ['psql1server', 'psql2server'];

interface Member {
  current: number;
  runs: boolean;
  /** What each version's folder has, by the folder's name. */
  readonly folders: Map<string, string>;
  left: Record<number, string>;
  aside: number[];
}

interface Argument {
  readonly action: string;
  readonly to: number;
  readonly as: string;
}

/** PostgreSQL hosts that do what the scripts of operations/guest do, until they are cut. */
class Cluster {
  /** What etcd takes for the cluster, and who leads it. */
  etcd: string | undefined;
  leader: string | undefined;
  users = true;
  archive: string;
  readonly members: Map<string, Member>;
  private clock = 0;
  private calls = 0;
  private conversions = 0;

  private cut = Infinity;
  private hasCut = () => {};

  constructor(version: number) {
    this.members = new Map(names.map((name) => [name, memberOf(version)]));
    this.archive = `first ${version}`;
    this.etcd = this.archive;
    this.leader = 'psql1server';
  }

  readonly operator = {
    on: async (host: Host, script: string, argument: never) => this.on(host.name, script, argument),
  } as never as Operator;

  /**
   * Goes a way, but after so many calls that change something nothing is done any more, as if the program had
   * been killed. @returns whether it was
   */
  async until(calls: number, way: (cluster: Cluster) => Promise<void>): Promise<boolean> {
    this.cut = this.calls + calls;
    const killed = new Promise<boolean>((resolve) => {
      this.hasCut = () => resolve(true);
    });
    const wasCut = await Promise.race([way(this).then(() => false), killed]);
    this.cut = Infinity;
    return wasCut;
  }

  /** The version that every host runs, what it has, and whether users are let in. */
  state() {
    const said = [...this.members.values()].map(({ current, runs, folders }) => ({
      runs,
      data: folders.get(`${current}`),
    }));
    const [one] = said;
    return {
      ...one,
      same: said.every((other) => other.data === one?.data && other.runs),
      users: this.users,
    };
  }

  private on(name: string, script: string, argument: Argument): unknown {
    const asks = ['cluster.py', 'read_versions.py'].includes(script);
    if (!asks && this.calls >= this.cut) {
      this.hasCut();
      return new Promise(() => {});
    }
    if (!asks) this.calls += 1;
    const member = this.members.get(name);
    if (!member) {
      this.users = argument.action === 'start';
      return null;
    }
    return this.member(name, member, script, argument);
  }

  private member(name: string, member: Member, script: string, argument: Argument) {
    const { current, left, aside } = member;
    switch (script) {
      case 'read_versions.py':
        return { codename: 'trixie', current, left: { ...left }, aside: [...aside] };
      case 'cluster.py':
        return this.view(name, member);
      case 'units.py':
        return argument.action === 'start' ? this.start(name, member) : this.stop(name, member);
      case 'follow_stanza.py':
        this.archive = member.folders.get(`${current}`) as string;
        return null;
      case 'backup_database.py':
      case 'mark.py':
        if (!member.runs || this.archive !== member.folders.get(`${current}`))
          throw new Error('the archive is of another cluster');
        return {};
      case 'upgrade_cluster.py':
        if (member.runs) throw new Error(`${name}: Patroni runs`);
        this.conversions += 1;
        member.folders.set(
          'new',
          `${member.folders.get(`${current}`)}, converted ${this.conversions}`,
        );
        return null;
      case 'use_version.py':
        return this.use(member, argument.to, argument.as);
      case 'forget_cluster.py':
        if ([...this.members.values()].some(({ runs }) => runs)) throw new Error('it is in use');
        this.etcd = undefined;
        this.leader = undefined;
        return null;
      default:
        return null;
    }
  }

  private view(name: string, member: Member) {
    if (!member.runs) throw new Error(`${name}: Connection refused`);
    const members = [...this.members]
      .filter(([, { runs }]) => runs)
      .map(([one]) => ({
        name: one,
        role: one === this.leader ? 'leader' : 'sync_standby',
        state: one === this.leader ? 'running' : 'streaming',
      }));
    return { leads: name === this.leader, timeline: 1, members };
  }

  /** Patroni ends where its data are of another cluster than etcd's. */
  private start(name: string, member: Member): null {
    const { current, folders } = member;
    const data = folders.get(`${current}`);
    if (this.etcd === undefined) this.etcd = data ?? `empty ${current}`;
    if (data !== undefined && data !== this.etcd) return null;
    folders.set(`${current}`, this.etcd);
    member.runs = true;
    this.leader ??= name;
    return null;
  }

  private stop(name: string, member: Member): null {
    member.runs = false;
    if (this.leader === name) this.leader = undefined;
    return null;
  }

  private use(member: Member, to: number, as: string): null {
    const { folders, current } = member;
    if (member.runs && current !== to) throw new Error('Patroni runs');
    const putAside = (version: number) => {
      this.clock += 1;
      folders.set(`${version}.until-${this.clock}`, folders.get(`${version}`) as string);
      folders.delete(`${version}`);
      member.aside.push(version);
    };
    if (current !== to && as !== 'former' && folders.has(`${to}`)) putAside(to);
    if (as === 'first') {
      this.clock += 1;
      member.left = { ...member.left, [current]: new Date(this.clock * 1000).toISOString() };
      folders.set(`${to}`, folders.get('new') as string);
      folders.delete('new');
    }
    member.current = to;
    if (as === 'former') {
      for (const later of [17].filter((one) => one > to && folders.has(`${one}`))) putAside(later);
      delete member.left[to];
    }
    return null;
  }
}

function memberOf(version: number): Member {
  const folders = new Map([[`${version}`, `first ${version}`]]);
  return { current: version, runs: true, folders, left: {}, aside: [] };
}

const quietly = <Result>(_: string, work: () => Promise<Result>) => work();

async function forth(cluster: Cluster) {
  await upgradeCluster(stand, cluster.operator, 17, quietly);
}

async function back(cluster: Cluster) {
  await goBack(stand, cluster.operator, 15, quietly);
}

const sound = (data: unknown) => ({ runs: true, data, same: true, users: true });

test('is converted, and gone back to', async () => {
  const cluster = new Cluster(15);
  await forth(cluster);
  expect(cluster.state()).toEqual(sound('first 15, converted 1'));
  await back(cluster);
  expect(cluster.state()).toEqual(sound('first 15'));
  for (const { folders } of cluster.members.values())
    expect([...folders.values()]).toEqual(['first 15', 'first 15, converted 1']);
  await forth(cluster);
  expect(cluster.state()).toEqual(sound('first 15, converted 2'));
});

/** Cuts a way after each of its calls, and goes on with another. @returns what the cluster has then, for each */
async function cutEverywhere(
  prepare: (cluster: Cluster) => Promise<void>,
  way: (cluster: Cluster) => Promise<void>,
  next: (cluster: Cluster) => Promise<void>,
): Promise<unknown[]> {
  const states = [];
  for (let cut = 0; ; cut += 1) {
    const cluster = new Cluster(15);
    await prepare(cluster);
    const wasCut = await cluster.until(cut, way);
    await next(cluster);
    states.push(cluster.state());
    if (!wasCut) return states;
  }
}

const nothing = async () => {};

test.each([
  ['forth, it goes on', nothing, forth, forth, ['first 15, converted 1', 'first 15, converted 2']],
  ['forth, it goes back', nothing, forth, back, ['first 15']],
  ['back, it goes on', forth, back, back, ['first 15']],
  ['back, it goes forth', forth, back, forth, ['first 15, converted 1', 'first 15, converted 2']],
])('cut at any place of the way %s', async (_, prepare, way, next, data) => {
  const states = await cutEverywhere(prepare, way, next);
  expect(states.length).toBeGreaterThan(8);
  for (const [cut, state] of states.entries()) {
    expect({ cut, ...(state as object) }).toEqual({ cut, ...sound(expect.any(String)) });
    expect(data).toContain((state as { data: string }).data);
  }
});

test('is between two versions, of which neither is the other’s end', async () => {
  const cluster = new Cluster(15);
  const [one] = cluster.members.values();
  Object.assign(one as Member, { current: 17, left: { 15: '2030-01-02T03:04:05+00:00' } });
  const words =
    /between PostgreSQL 15 and 17; nothing was changed; where 17 .* to it, and where 15/;
  await expect(goBack(stand, cluster.operator, 17, quietly)).rejects.toThrow(words);
  await expect(upgradeCluster(stand, cluster.operator, 15, quietly)).rejects.toThrow(words);
});

test('goes nowhere where nothing tells which version took over', async () => {
  const cluster = new Cluster(15);
  const [one] = cluster.members.values();
  Object.assign(one as Member, { current: 17 });
  for (const way of [forth, back])
    await expect(way(cluster)).rejects.toThrow(
      /none keeps which one took over: psql1server \(17\), psql2server \(15\); nothing was changed/,
    );
  expect([...cluster.members.values()].map(({ current }) => current)).toEqual([17, 15]);
});
