import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { needs } from '../support/needs';

const test = needs('python3');

const run = `
import json, sys
sys.path.insert(0, ${JSON.stringify(resolve('ansible', 'library'))})
import systemd_unit
looked = json.load(sys.stdin)
print(json.dumps(systemd_unit.enabling(*looked) + systemd_unit.switching(*looked)))
`;

interface Wanted {
  readonly state: string;
  readonly enabled?: boolean;
}

/** What systemctl is asked to do for a unit. */
function actions({ state, enabled }: Wanted, ActiveState: string, UnitFileState: string): unknown {
  const input = JSON.stringify([
    { name: 'some.service', state, enabled: enabled ?? null },
    { ActiveState, UnitFileState },
  ]);
  const { stdout, stderr } = spawnSync('python3', ['-c', run], { input, encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

const started = { state: 'started', enabled: true };

test.each([
  [started, 'active', 'enabled', []],
  [started, 'activating', 'enabled', []],
  [started, 'failed', 'enabled', [['start']]],
  [started, 'active', 'disabled', [['enable', '--no-reload']]],
  [started, 'inactive', 'disabled', [['enable', '--no-reload'], ['start']]],
  [started, 'active', 'enabled-runtime', [['enable', '--no-reload']]],
  [{ state: 'started' }, 'inactive', 'disabled', [['start']]],
  [{ state: 'restarted' }, 'active', 'enabled', [['restart']]],
  [{ state: 'restarted' }, 'inactive', 'enabled', [['start']]],
  [{ state: 'reloaded' }, 'active', 'enabled', [['reload']]],
  [{ state: 'reloaded' }, 'inactive', 'enabled', [['start']]],
  [{ state: 'stopped' }, 'active', 'enabled', [['stop']]],
  [{ state: 'stopped', enabled: false }, 'inactive', 'enabled', [['disable', '--no-reload']]],
])('%j of a unit that is %s and %s', (wanted, active, file, expected) => {
  expect(actions(wanted as Wanted, active as string, file as string)).toEqual(expected);
});

const look = `
import json, sys
sys.path.insert(0, ${JSON.stringify(resolve('ansible', 'library'))})
import systemd_unit
systemd_unit.FILES, systemd_unit.READ = sys.argv[1:]
unit = {'LoadState': 'loaded', 'NeedDaemonReload': 'no'}
print(systemd_unit.is_stale(unit))
systemd_unit.systemctl = lambda *_: ''
systemd_unit.read_again()
print(systemd_unit.is_stale(unit))
`;

test('units are read again once after a drop-in is new, though systemd knows of none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'units-'));
  const files = join(folder, 'system');
  const stale = () =>
    spawnSync('python3', ['-c', look, files, join(folder, 'read')], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n');
  const anHourAgo = new Date(Date.now() - 3_600_000);
  try {
    mkdirSync(files);
    utimesSync(files, anHourAgo, anHourAgo);
    expect(stale()).toEqual(['True', 'False']);
    expect(stale()).toEqual(['False', 'False']);
    mkdirSync(join(files, 'some.service.d'));
    writeFileSync(join(files, 'some.service.d', 'stand.conf'), '[Service]\n');
    expect(stale()[0]).toBe('True');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
