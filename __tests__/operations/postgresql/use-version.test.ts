import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { needs } from '../../support/needs';
import { DebianHost, wasCut } from './debian-host';

const test = needs('python3');

jest.setTimeout(300_000);

const kept = 'var/lib/postgresql';

let host: DebianHost;

/** A host that runs this version; each folder has a file that says what is in it. */
function hostOf(version: number, folders: Readonly<Record<string, string>>): void {
  host?.remove();
  host = new DebianHost();
  host.write(
    'etc/patroni/config.yml',
    `data_dir: /var/lib/postgresql/${version}/main\nbin_dir: /usr/lib/postgresql/${version}/bin\n`,
  );
  host.write('etc/pgbackrest.conf', `pg1-path=/var/lib/postgresql/${version}/main\n`);
  for (const [folder, text] of Object.entries(folders))
    host.write(`${kept}/${folder}/main/is`, text);
}

afterAll(() => host.remove());

const use = (to: number, as: string, cut?: number) => host.run('use_version.py', { to, as }, cut);

/** Major versions in the files of Patroni and pgBackRest. */
function configured(): string[] {
  const text = ['patroni/config.yml', 'pgbackrest.conf'].map((file) =>
    readFileSync(host.path(`etc/${file}`), 'utf8'),
  );
  return [
    ...new Set([...text.join('').matchAll(/postgresql\/(\d+)\//g)].map(([, found]) => `${found}`)),
  ];
}

/** What is in which folder, those put aside under their version, and which ones have the note of a primary. */
function folders() {
  const names = readdirSync(host.path(kept)).filter((name) => /^\d/.test(name));
  const is = names.map((name) => [
    name.replace(/\.until-.*/, '.until'),
    readFileSync(host.path(`${kept}/${name}/main/is`), 'utf8'),
  ]);
  return {
    ...Object.fromEntries(is),
    left: names.filter((name) => existsSync(host.path(`${kept}/${name}/left.json`))),
  };
}

const done = { status: 0, stdout: 'null', stderr: '' };

/** Cuts a step after each of its effects, and goes on with another one. */
function cutEverywhere(prepare: () => void, step: [number, string], next: () => void): void {
  for (let cut = 0; ; cut += 1) {
    prepare();
    const { status } = use(...step, cut);
    next();
    if (status !== wasCut) {
      expect(cut).toBeGreaterThan(3);
      return;
    }
  }
}

/** What converting makes, where the host does not run its copy yet. */
function convertUnlessDone(): void {
  if (configured().includes('17')) return;
  mkdirSync(host.path(`${kept}/17.new`), { recursive: true });
  host.write(`${kept}/17.new/main/is`, 'copy');
}

test('the first host goes on where it was cut', () => {
  const prepare = () => hostOf(15, { 15: 'old', '17.new': 'copy' });
  cutEverywhere(prepare, [17, 'first'], () => {
    const isDone = readFileSync(host.path('etc/patroni/config.yml'), 'utf8').includes('/17/');
    if (!isDone) convertUnlessDone();
    expect(use(17, isDone ? 'follower' : 'first')).toEqual(done);
    expect(configured()).toEqual(['17']);
    expect(folders()).toMatchObject({ 15: 'old', 17: 'copy', left: ['15'] });
  });
});

test.each([
  ['first', { 15: 'old', '17.new': 'copy' }, 15],
  ['former', { 15: 'old', 17: 'new' }, 17],
])('the way back goes on where %s was cut', (as, before, version) => {
  const step = [as === 'first' ? 17 : 15, as] as [number, string];
  cutEverywhere(
    () => hostOf(version, before),
    step,
    () => {
      expect(use(15, 'former')).toEqual(done);
      expect(configured()).toEqual(['15']);
      const { '17.until': aside, ...rest } = folders() as Record<string, unknown>;
      expect(rest).toEqual({ 15: 'old', left: [] });
      if (as === 'former') expect(aside).toBe('new');
    },
  );
});

test('a follower copies anew, and keeps what it has of the version', () => {
  hostOf(15, { 15: 'old', 17: 'earlier' });
  expect(use(17, 'follower')).toEqual(done);
  expect(configured()).toEqual(['17']);
  expect(folders()).toEqual({ 15: 'old', '17.until': 'earlier', left: [] });
});
