import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { needs } from '../../support/needs';
import { DebianHost, wasCut } from './debian-host';

const test = needs('python3');

jest.setTimeout(300_000);

let host: DebianHost;

/** A cluster's settings and data as Debian's tools make them. */
function cluster(version: number, port: number, start: string, name = 'main'): void {
  const folder = `etc/postgresql/${version}/${name}`;
  const lines = [
    `data_directory = '${host.path(`var/lib/postgresql/${version}/${name}`)}'`,
    `external_pid_file = '/var/run/postgresql/${version}-${name}.pid'`,
    `port = ${port}`,
  ];
  host.write(`${folder}/postgresql.conf`, `${lines.join('\n')}\n`);
  host.write(`${folder}/start.conf`, `${start}\n`);
  host.write(`var/lib/postgresql/${version}/${name}/global/pg_control`, '');
  host.write(`var/lib/postgresql/${version}/${name}/jobs`, `${version}\n`);
}

const programs = {
  pg_lsclusters: `
    cd $ROOT/etc/postgresql
    for file in */*/postgresql.conf; do
      folder=\${file%/*}; state=down
      test -e $ROOT/run/active/postgresql@\${folder%/*}-\${folder#*/} && state=online
      while read key _ value; do
        test $key != port || echo \${folder%/*} \${folder#*/} $value $state postgres data log
      done < $file
    done`,
  pg_conftool: 'sed -i "s/^port = .*/port = $5/" $ROOT/etc/postgresql/$1/$2/postgresql.conf',
  pg_dropcluster:
    'rm -r $ROOT/var/lib/postgresql/$2/$3 $ROOT/etc/postgresql/$2/$3; rm -f $ROOT/run/*/postgresql@$2-$3',
  // PostgreSQL's unit starts also where the server does not; the director does not run without the catalog.
  systemctl: `
    verb=$1; shift; now=
    for one; do case $one in
      --now) now=1;;
      --*) ;;
      *) case $verb in
        is-*) test -e $ROOT/run/\${verb#is-}/$one || exit 3;;
        enable) touch $ROOT/run/enabled/$one;;
        disable) rm -f $ROOT/run/enabled/$one; test -z "$now" || rm -f $ROOT/run/active/$one;;
        stop) rm -f $ROOT/run/active/$one;;
        start) case $one in
          bacula-director) pg_lsclusters | grep -q ' main 5432 online' && touch $ROOT/run/active/$one;;
          postgresql*)
            folder=\${one#*@}; folder=$ROOT/etc/postgresql/\${folder%%-*}/\${folder#*-}
            port=$(sed -n 's/^port = //p' $folder/postgresql.conf)
            pg_lsclusters | grep -q " $port online" || touch $ROOT/run/active/$one;;
          *) touch $ROOT/run/active/$one;;
        esac;;
      esac;;
    esac; done; true`,
  // In the order of Debian's: it ends before the step that a file names, and its caller with it.
  pg_upgradecluster: `
    to=$3; from=$4; etc=$ROOT/etc/postgresql; data=$ROOT/var/lib/postgresql
    step() { test "$1" != "$(cat $ROOT/cut 2>/dev/null)" || { kill -9 $PPID; exit 1; }; }
    test ! -e $data/$to/main || { echo "$to/main exists" >&2; exit 1; }
    step 0; rm -f $ROOT/run/active/postgresql@$from-main
    step 1; mkdir -p $data/$to/main
    step 2; mkdir $data/$to/main/global; touch $data/$to/main/global/pg_control $data/$to/main/postgresql.conf
    step 3; rm $data/$to/main/postgresql.conf; mkdir -p $etc/$to/main
    sed "s/$from\\([/-]\\)main/$to\\1main/; s/^port = .*/port = 5433/" $etc/$from/main/postgresql.conf > $etc/$to/main/postgresql.conf
    cp $etc/$from/main/start.conf $etc/$to/main/start.conf
    step 4; cp $data/$from/main/jobs $data/$to/main/jobs; echo $to >> $data/$to/main/jobs
    step 5; echo manual > $etc/$from/main/start.conf
    step 6; pg_conftool $from main set port 5433
    step 7; pg_conftool $to main set port 5432
    step 8; touch $ROOT/run/active/postgresql@$to-main
    step 9`,
};

function emptyHost(): void {
  host = new DebianHost();
  for (const [name, text] of Object.entries(programs)) host.program(name, text);
  for (const state of ['active', 'enabled']) host.write(`run/${state}/.keep`, '');
}

beforeEach(emptyHost);

afterEach(() => host.remove());

const units = (version: number) => ['bacula-director', 'bacula-sd', `postgresql@${version}-main`];

function runs(version: number): void {
  for (const unit of units(version)) host.write(`run/active/${unit}`, '');
  host.write(`run/enabled/postgresql@${version}-main`, '');
}

/** A host of this version, which came from 15 where it is later. */
function hostOf(version: number): void {
  if (version > 15) {
    cluster(15, 5433, 'manual');
    cluster(version, 5432, 'auto');
    host.write(`var/lib/postgresql/${version}/main/jobs`, `15\n${version}\nafter\n`);
  } else cluster(15, 5432, 'auto');
  runs(version);
}

const read = (path: string) => readFileSync(host.path(path), 'utf8');
const listed = (path: string) => readdirSync(host.path(path)).filter((name) => name !== '.keep');

/** What the director's catalog is: what runs, and where, and what it has. */
function catalog() {
  const version = listed('run/active')
    .find((unit) => unit.startsWith('postgresql@'))
    ?.slice(11, 13);
  const folder = `etc/postgresql/${version}/main`;
  return {
    version: Number(version),
    port: /^port = (.*)/m.exec(read(`${folder}/postgresql.conf`))?.[1],
    start: read(`${folder}/start.conf`).trim(),
    jobs: read(`var/lib/postgresql/${version}/main/jobs`).trim().split('\n'),
    active: listed('run/active').sort(),
    enabled: listed('run/enabled'),
  };
}

/** A sound one of this version. */
function sound(version: number, jobs: string[]) {
  const active = units(version).sort();
  const enabled = [`postgresql@${version}-main`];
  return { version, port: '5432', start: 'auto', jobs, active, enabled };
}

/** What no other cluster has: the director's port, or a start of its own. */
function others(version: number): string[] {
  return listed('etc/postgresql').flatMap((one) =>
    listed(`etc/postgresql/${one}`)
      .filter((name) => one !== `${version}` || name !== 'main')
      .map((name) => {
        const folder = `etc/postgresql/${one}/${name}`;
        const settings = read(`${folder}/postgresql.conf`);
        const data = /data_directory = '(.*)'/.exec(settings)?.[1] ?? '';
        expect(data).toBe(host.path(`var/lib/postgresql/${one}/${name}`));
        expect(existsSync(data)).toBe(true);
        expect(settings).not.toMatch(/^port = 5432$/m);
        expect(read(`${folder}/start.conf`)).toBe('manual\n');
        return read(`var/lib/postgresql/${one}/${name}/jobs`).trim().split('\n').join(' ');
      }),
  );
}

const change = (to: number, cut?: number) => host.run('upgrade_catalog.py', { to }, cut);
const done = { status: 0, stderr: '', stdout: 'true' };

test('is converted, and gone back to, and nothing is left to do then', () => {
  hostOf(15);
  expect(change(17)).toEqual(done);
  expect(catalog()).toEqual(sound(17, ['15', '17']));
  expect(others(17)).toEqual(['15']);
  expect(change(17)).toEqual({ ...done, stdout: 'false' });
  expect(change(15)).toEqual(done);
  expect(catalog()).toEqual(sound(15, ['15']));
  expect(others(15)).toEqual(['15 17']);
  expect(change(15)).toEqual({ ...done, stdout: 'false' });
});

test('is not gone back to where it was deleted, and runs on', () => {
  hostOf(17);
  for (const parent of ['etc', 'var/lib'])
    rmSync(host.path(`${parent}/postgresql/15`), { recursive: true });
  expect(change(15).stderr).toBe('there is no cluster of PostgreSQL 15 to go back to');
  expect(catalog()).toEqual(sound(17, ['15', '17', 'after']));
});

test('is started where it does not run', () => {
  hostOf(15);
  rmSync(host.path('run/active/bacula-director'));
  expect(change(15)).toEqual(done);
  expect(catalog()).toEqual(sound(15, ['15']));
});

test('has its port back where a way back was cut after the ports', () => {
  cluster(15, 5432, 'manual');
  cluster(17, 5433, 'auto');
  expect(change(15)).toEqual(done);
  expect(catalog()).toEqual(sound(15, ['15']));
});

/** Cuts one way at every place, and goes on with another. @returns at how many places */
function cutAndContinue(from: number, to: number, next: number, jobs: string[]): number {
  for (let cut = 0; ; cut += 1) {
    host.remove();
    emptyHost();
    hostOf(from);
    const { status } = change(to, cut);
    const told = change(next);
    expect({ cut, ...told }).toEqual({
      cut,
      ...done,
      stdout: expect.any(String),
    });
    if (status !== wasCut) return cut;
    const is = catalog();
    // Where it was converted anew, what was written since is put aside.
    expect({ cut, ...is }).toEqual({ cut, ...sound(next, is.jobs) });
    expect([jobs.join(' '), ...(next === 17 ? ['15 17'] : [])]).toContain(is.jobs.join(' '));
    if (from === 17) expect([...others(next), is.jobs.join(' ')]).toContain('15 17 after');
    else others(next);
  }
}

test.each([
  [15, 17, 17, ['15', '17']],
  [15, 17, 15, ['15']],
  [17, 15, 15, ['15']],
  [17, 15, 17, ['15', '17', 'after']],
])('of %i, cut at any place on its way to %i, goes on to %i', (from, to, next, jobs) => {
  expect(cutAndContinue(from, to, next, jobs)).toBeGreaterThan(8);
});

test.each([
  ...[...Array(10).keys()].map((step) => [step, 17] as const),
  ...[2, 4, 6, 8].map((step) => [step, 15] as const),
])('cut in step %i of the conversion, goes on to %i', (step, next) => {
  hostOf(15);
  host.write('cut', `${step}`);
  expect(change(17).status).toBeNull();
  host.write('cut', '');
  expect(change(next)).toEqual(done);
  expect(catalog()).toEqual(sound(next, next === 17 ? ['15', '17'] : ['15']));
  others(next);
});
