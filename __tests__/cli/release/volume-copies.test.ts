import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../../../cli/context';
import { requireOwnRelease } from '../../../cli/guard/settled-release';
import { localPlace } from '../../../cli/reach/place';
import { noteChange } from '../../../cli/release/release-change';
import { VolumeCopies } from '../../../cli/release/volume-copies';
import { copyNames, hasCopy } from '../../../lab/data-copies';
import { buildStand } from '../../../model/build-stand';
import twoMachines from '../../machines/two-machines.config';

const stand = buildStand({ ...twoMachines, name: 'stand' });

const volumes = [
  'gw1server-srv.qcow2',
  'psql1server-etcd.qcow2',
  'psql1server-postgresql.qcow2',
] as const;

const others = ['psql1server.qcow2', 'trixie.qcow2', 'somebodys.bookworm.qcow2'] as const;

let folder: string;
let paths: Context['paths'];
let context: Pick<Context, 'paths' | 'place'>;
let copies: VolumeCopies;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'volumes-'));
  const pool = join(folder, 'pool');
  mkdirSync(pool);
  paths = { data: join(folder, 'data'), pool } as Context['paths'];
  const program = ['bash', join(__dirname, 'virsh.sh'), folder];
  const place = {
    ...localPlace,
    inside: (command: readonly string[]) => [...program, ...command] as [string, ...string[]],
  };
  context = { paths, place };
  copies = new VolumeCopies(context, stand);
  for (const other of others) put(other, 'own');
  keep('before');
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (volume: string, word: string) => writeFileSync(join(paths.pool, volume), word);
const keep = (word: string) => {
  for (const volume of volumes) put(volume, word);
};
const copyOf = (volume: string, name: string) => volume.replace('.qcow2', `.${name}.qcow2`);

/** What disks hold, of a copy or of those that machines use. */
const held = (name?: string) => [
  ...new Set(
    volumes.map((volume) => {
      const file = join(paths.pool, name ? copyOf(volume, name) : volume);
      return existsSync(file) ? readFileSync(file, 'utf8').trim() : 'nothing';
    }),
  ),
];

/** The commands that changed something since it was asked last, in order. */
function changes(): string[] {
  const log = join(folder, 'log');
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  rmSync(log, { force: true });
  return lines;
}

/** Has virsh cut short, as often as it is asked for something, from a command on. */
const dieAt = (command: number) => writeFileSync(join(folder, 'dies'), `${command}\n`);
const live = () => rmSync(join(folder, 'dies'), { force: true });

test('each data volume is copied in its pool, and is whole when all are', async () => {
  await copies.make('bookworm');
  expect(changes().sort()).toEqual(
    volumes.map((volume) => `clone ${volume} ${copyOf(volume, 'bookworm')}`),
  );
  expect([hasCopy(paths, 'bookworm'), copyNames(paths)]).toEqual([true, ['bookworm']]);
  keep('after');
  await copies.make('bookworm');
  expect([changes(), held(), held('bookworm')]).toEqual([[], ['after'], ['before']]);
});

test('up is refused where another checkout began a change from the described release', async () => {
  const { codename } = stand.release;
  const told = () => requireOwnRelease(context, stand).then(() => 'nothing', String);
  expect(await told()).toBe('nothing');
  put(copyOf(volumes[1], 'bookworm'), 'another release');
  expect(await told()).toBe('nothing');
  put(copyOf(volumes[1], codename), 'this release');
  expect(await told()).toMatch(/nothing was changed: .* another release than trixie.*\n.*--back/);
  // Here it is known what to do.
  noteChange(paths, {
    ...{ from: codename, to: codename, postgresql: 17, direction: 'forth', isDone: true },
    begun: '2030-01-02T03:04:05.678Z',
  });
  expect(await told()).toBe('nothing');
});

test('it tells the room that takes', async () => {
  const [room] = await copies.rooms();
  expect(room).toEqual({ where: 'the pool stand of lab', needed: 9, free: 5000 });
});

test('of a pool that nobody finds nothing is copied', async () => {
  for (const volume of volumes) rmSync(join(paths.pool, volume));
  await expect(copies.make('bookworm')).rejects.toThrow(/no data to copy/);
  expect(hasCopy(paths, 'bookworm')).toBe(false);
});

test('a copy that was cut short at any command is none, and is made anew', async () => {
  for (const command of [1, 2, 3]) {
    dieAt(command);
    await expect(copies.make('bookworm')).rejects.toThrow(/was not copied/);
    expect(hasCopy(paths, 'bookworm')).toBe(false);
    changes();
  }
  live();
  await copies.make('bookworm');
  expect(held('bookworm')).toEqual(['before']);
});

test('what is there is set aside before any of it is deleted, and copies go last', async () => {
  await copies.make('bookworm');
  keep('after');
  changes();
  await copies.putBack('bookworm', 'trixie-1');
  const done = changes();
  expect([held(), held('trixie-1'), held('bookworm')]).toEqual([
    ['before'],
    ['after'],
    ['nothing'],
  ]);
  expect(copyNames(paths)).toEqual(['trixie-1']);
  const steps = done.map((line) =>
    line.replace(/ .*?(\.(?:bookworm|trixie-1))?\.qcow2(?: .*)?$/, (_, copy = ' present') => copy),
  );
  expect(steps).toEqual([
    ...Array(3).fill('clone present'),
    ...Array(3).fill('delete present'),
    ...Array(3).fill('clone.bookworm'),
    ...Array(3).fill('delete.bookworm'),
  ]);
});

test.each([1, 3, 4, 6, 7, 9, 10, 12])(
  'that goes on where it was cut short at its command %i, and both were there all the time',
  async (command) => {
    await copies.make('bookworm');
    keep('after');
    changes();
    dieAt(command);
    await expect(copies.putBack('bookworm', 'trixie-1')).rejects.toThrow();
    live();
    const isBack = !hasCopy(paths, 'bookworm');
    expect(isBack ? held() : held('bookworm')).toEqual(['before']);
    expect(hasCopy(paths, 'trixie-1') ? held('trixie-1') : held()).toEqual(['after']);
    await (isBack ? copies.removeHalf('bookworm') : copies.putBack('bookworm', 'trixie-1'));
    expect([held(), held('trixie-1')]).toEqual([['before'], ['after']]);
    expect(held('bookworm')).toEqual(['nothing']);
  },
);

test('what came since is not there any more, but aside', async () => {
  rmSync(join(paths.pool, 'gw1server-srv.qcow2'));
  await copies.make('bookworm');
  put('gw1server-srv.qcow2', 'after');
  await copies.putBack('bookworm', 'trixie-1');
  expect(readdirSync(paths.pool)).not.toContain('gw1server-srv.qcow2');
  expect(readdirSync(paths.pool)).toContain('gw1server-srv.trixie-1.qcow2');
});

test('a copy of which a volume is gone is told, and nothing is touched', async () => {
  await copies.make('bookworm');
  rmSync(join(paths.pool, 'psql1server-etcd.bookworm.qcow2'));
  changes();
  expect(await copies.missing('bookworm')).toEqual(['psql1server-etcd.bookworm.qcow2 on lab']);
  await expect(copies.putBack('bookworm', 'trixie-1')).rejects.toThrow(/psql1server-etcd.bookworm/);
  expect(changes()).toEqual([]);
});

test('all copies go, also half ones, and nothing else', async () => {
  await copies.make('bookworm');
  put('gw1server-srv.trixie-2030-01-02T03-04-05Z.qcow2', 'half');
  await copies.removeAll();
  expect(copyNames(paths)).toEqual([]);
  expect(readdirSync(paths.pool)).toEqual([...volumes, ...others].sort());
});
