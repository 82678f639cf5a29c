import { buildStand } from '../../../model/build-stand';
import type { Host } from '../../../model/topology/hosts';
import { goBack, upgradeCluster } from '../../../operations/major-upgrade';
import type { Operator } from '../../../operations/operator';
import { shipped } from '../../fixtures';

const stand = buildStand(shipped);
const names = ['psql1server', 'psql2server'];

/** A cluster's data: whose copy of which it is, such as 15>1, and what was written into it. */
interface Data {
  readonly id: string;
  readonly written: readonly number[];
}

interface Member {
  current: number;
  runs: boolean;
  /** What each version's folder has, by the folder's name. */
  readonly folders: Map<string, Data>;
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
  archive = '15';
  /** All that was ever written, and into which cluster. */
  readonly writes: string[] = [];
  readonly members: Map<string, Member>;
  private clock = 0;
  private calls = 0;
  private conversions = 0;
  private cut = Infinity;
  private hasCut = () => {};

  constructor() {
    this.members = new Map(names.map((name) => [name, memberOf15()]));
    this.etcd = '15';
    this.leader = 'psql1server';
    this.write();
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

  /** What its primary has. @throws where not all run, or have the same, or something written is lost */
  data(): Data {
    const said = [...this.members.values()].map(dataOf);
    const [one] = said;
    expect(this.users).toBe(true);
    expect([...this.members.values()].map(({ runs }) => runs)).toEqual([true, true]);
    expect(said).toEqual(names.map(() => one));
    const { id, written } = one as Data;
    const own = this.writes.flatMap((into, number) => (id.startsWith(into) ? [number] : []));
    expect({ id, written }).toEqual({ id, written: own });
    return { id, written };
  }

  /** What the deployment does at the end of either way. */
  deploy(): void {
    this.archive = this.data().id;
  }

  /** Something is written, and every standby that runs has it. */
  write(): void {
    const data = this.leader && dataOf(this.members.get(this.leader) as Member);
    if (!data) return;
    const after = { ...data, written: [...data.written, this.writes.length] };
    this.writes.push(data.id);
    for (const { runs, folders, current } of this.members.values())
      if (runs) folders.set(`${current}`, after);
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
      if (this.users) this.write();
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
        this.archive = dataOf(member)?.id as string;
        return null;
      case 'backup_database.py':
      case 'mark.py':
        if (!member.runs || this.archive !== dataOf(member)?.id)
          throw new Error('the archive is of another cluster');
        return {};
      case 'upgrade_cluster.py':
        if (member.runs) throw new Error(`${name}: Patroni runs`);
        this.conversions += 1;
        member.folders.set('new', convertedOf(dataOf(member) as Data, this.conversions));
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

  /** Patroni ends where its data are of another cluster than etcd's; the first one's count. */
  private start(name: string, member: Member): null {
    const { current, folders, runs } = member;
    if (runs) return null;
    const own = dataOf(member) ?? { id: `empty ${current}`, written: [] };
    this.etcd ??= own.id;
    if (dataOf(member) !== undefined && own.id !== this.etcd) return null;
    this.leader ??= name;
    const leading = dataOf(this.members.get(this.leader) as Member) ?? own;
    folders.set(`${current}`, leading);
    member.runs = true;
    return null;
  }

  /** What a primary writes at its end no standby has that was stopped before. */
  private stop(name: string, member: Member): null {
    if (this.leader === name) {
      this.write();
      this.leader = undefined;
    }
    member.runs = false;
    return null;
  }

  private use(member: Member, to: number, as: string): null {
    const { folders, current } = member;
    if (member.runs && current !== to) throw new Error('Patroni runs');
    const putAside = (version: number) => {
      this.clock += 1;
      folders.set(`${version}.until-${this.clock}`, folders.get(`${version}`) as Data);
      folders.delete(`${version}`);
      member.aside.push(version);
    };
    if (current !== to && as !== 'former' && folders.has(`${to}`)) putAside(to);
    if (as === 'first') {
      this.clock += 1;
      member.left = { ...member.left, [current]: new Date(this.clock * 1000).toISOString() };
      folders.set(`${to}`, folders.get('new') as Data);
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

function memberOf15(): Member {
  const folders = new Map([['15', { id: '15', written: [] }]]);
  return { current: 15, runs: true, folders, left: {}, aside: [] };
}

function dataOf({ folders, current }: Member): Data | undefined {
  return folders.get(`${current}`);
}

function convertedOf({ id, written }: Data, number: number): Data {
  return { id: `${id}>${number}`, written };
}

const quietly = <Result>(_: string, work: () => Promise<Result>) => work();

async function forth(cluster: Cluster) {
  await upgradeCluster(stand, cluster.operator, 17, quietly);
}

async function back(cluster: Cluster) {
  await goBack(stand, cluster.operator, 15, quietly);
}

test('is converted, and gone back to', async () => {
  const cluster = new Cluster();
  await forth(cluster);
  expect(cluster.data().id).toBe('15>1');
  cluster.deploy();
  await back(cluster);
  expect(cluster.data().id).toBe('15');
  for (const { folders } of cluster.members.values())
    expect([...folders.values()].map(({ id }) => id)).toEqual(['15', '15>1']);
  cluster.deploy();
  await forth(cluster);
  expect(cluster.data().id).toBe('15>2');
});

/** A cluster that was converted and deployed. */
async function forthAtFirst(cluster: Cluster): Promise<void> {
  await forth(cluster);
  cluster.deploy();
}

test.each([
  ['forth, it goes on', async () => {}, forth, forth, ['15>1', '15>2']],
  ['forth, it goes back', async () => {}, forth, back, ['15']],
  ['back, it goes on', forthAtFirst, back, back, ['15']],
  ['back, it goes forth', forthAtFirst, back, forth, ['15>1', '15>2']],
])('cut at any place of the way %s', async (_, prepare, way, next, ids) => {
  for (let cut = 0; ; cut += 1) {
    const cluster = new Cluster();
    await prepare(cluster);
    const wasCut = await cluster.until(cut, way);
    await next(cluster);
    expect({ cut, ids }).toEqual({ cut, ids: expect.arrayContaining([cluster.data().id]) });
    if (!wasCut) {
      expect(cut).toBeGreaterThan(8);
      return;
    }
  }
});

test('is between two versions, of which neither is the other’s end', async () => {
  const cluster = new Cluster();
  const [one] = cluster.members.values();
  Object.assign(one as Member, { current: 17, left: { 15: '2030-01-02T03:04:05+00:00' } });
  const words =
    /between PostgreSQL 15 and 17; nothing was changed; where 17 .* to it, and where 15/;
  await expect(goBack(stand, cluster.operator, 17, quietly)).rejects.toThrow(words);
  await expect(upgradeCluster(stand, cluster.operator, 15, quietly)).rejects.toThrow(words);
});

test('goes nowhere where nothing tells which version took over', async () => {
  const cluster = new Cluster();
  const [one] = cluster.members.values();
  Object.assign(one as Member, { current: 17 });
  for (const way of [forth, back])
    await expect(way(cluster)).rejects.toThrow(
      /none keeps which one took over: psql1server \(17\), psql2server \(15\); nothing was changed/,
    );
  expect([...cluster.members.values()].map(({ current }) => current)).toEqual([17, 15]);
});
