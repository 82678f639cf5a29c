import { mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { needs } from '../support/needs';
import { collect, folder, program } from './collectors/collect';

const test = needs('python3');

const source = resolve(__dirname, '../../ansible/roles/base/files/pending-updates');
const openssl =
  'Inst openssl [3.5.1-1] (3.5.1-1+deb13u1 Debian-Security:13/stable-security [amd64])';
const others = [
  'Inst libc6 [2.41-12] (2.41-13 Debian:13.1/stable [amd64]) [libc-bin:amd64 ]',
  'Inst ejabberd [26.1-1~bpo13+1] (26.2-1~bpo13+1 Debian Backports:stable-backports [all])',
  'Inst libnew (1.0-1 Debian:13.1/stable [amd64])',
  'Conf openssl (3.5.1-1+deb13u1 Debian-Security:13/stable-security [amd64])',
];

/** Makes a file of the host that the program looks at. */
function file(path: string, text = ''): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Runs the program on a host whose files are in the test's folder. */
function ask(...args: string[]) {
  const copy = readFileSync(source, 'utf8').replaceAll("Path('/", `Path('${folder}/`);
  file('pending-updates', copy);
  const run = join(folder, 'start');
  writeFileSync(run, `#!/bin/sh\nexec python3 ${folder}/pending-updates "$@"\n`, { mode: 0o755 });
  return collect(run, ...args);
}

/** What it says as JSON. */
function told() {
  const { status, metrics } = ask();
  expect(status).toBe(0);
  const [[key, value]] = Object.entries(metrics) as [[string, string]];
  return JSON.parse(`${key} ${value}`);
}

beforeEach(() => {
  file('var/lib/dpkg/status');
  file('var/lib/stand/files/x');
  program('apt-get', `cat <<'END'\n${[openssl, ...others].join('\n')}\nEND`);
});

test('names what waits, from which version to which, and what is for security', () => {
  const { packages } = told();
  expect(packages).toMatchObject([
    { name: 'openssl', from: '3.5.1-1', to: '3.5.1-1+deb13u1', security: true },
    { name: 'libc6', from: '2.41-12', to: '2.41-13', security: false },
    { name: 'ejabberd', from: '26.1-1~bpo13+1', to: '26.2-1~bpo13+1', security: false },
    { name: 'libnew', from: null, to: '1.0-1', security: false },
  ]);
});

test('remembers since when, and asks apt again only if something has changed', () => {
  const [first] = told().packages;
  const memory = join(folder, 'var/lib/stand/updates.json');
  const old = readFileSync(memory, 'utf8').replaceAll(`"since": ${first.since}`, '"since": 1000');
  writeFileSync(memory, old);
  program('apt-get', 'exit 1');
  expect(told().packages[0]).toEqual({ ...first, since: 1000 });
  program('apt-get', `echo '${openssl}'`);
  utimesSync(join(folder, 'var/lib/dpkg/status'), 5, 5);
  expect(told().packages).toEqual([{ ...first, since: 1000 }]);
});

test('says why a reboot is due', () => {
  expect(told().reboot).toBeNull();
  file('run/reboot-required');
  file('run/reboot-required.pkgs', 'libc6\ndbus\nlibc6\n');
  expect(told().reboot).toBe('wanted by dbus, libc6');
  rmSync(join(folder, 'run'), { recursive: true });
  file('boot/vmlinuz-0.0.1');
  expect(told().reboot).toMatch(/ runs, but vmlinuz-0\.0\.1 is installed$/);
});

test('names units that run code which was replaced', () => {
  const replaced = '7f-8f r-xp 00000000 00:2b 1   /usr/lib/x86_64-linux-gnu/libz.so.1 (deleted)\n';
  const process = (id: number, unit: string, maps: string) => {
    file(`proc/${id}/cgroup`, `0::/system.slice/${unit}\n`);
    file(`proc/${id}/maps`, maps);
  };
  process(10, 'ejabberd.service', replaced);
  process(11, 'haproxy.service', replaced.replace(' (deleted)', ''));
  process(12, 'dbus.service', replaced);
  process(13, 'system-postgresql.slice/postgresql@17-main.service', replaced);
  // A session of ssh outlives the restart of its unit.
  process(14, 'ssh.service', replaced);
  program('systemctl', 'case $3 in ssh.*) echo MainPID=9; echo KillMode=process ;; esac');
  expect(told().outdated).toEqual(['ejabberd.service', 'postgresql@17-main.service']);
});

test('tells Prometheus how much waits, and since when', () => {
  const { metrics } = ask('--metrics');
  expect(metrics).toMatchObject({
    stand_updates_pending: '4',
    stand_security_updates_pending: '1',
    stand_security_updates_since_timestamp_seconds: expect.stringMatching(/^\d+$/),
    stand_reboot_due: '0',
  });
  program('apt-get', 'true');
  utimesSync(join(folder, 'var/lib/dpkg/status'), 5, 5);
  expect(Object.keys(ask('--metrics').metrics)).not.toContain(
    'stand_updates_since_timestamp_seconds',
  );
});
