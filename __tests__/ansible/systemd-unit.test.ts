import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { needs } from '../support/needs';

const test = needs('python3');

const run = `
import json, sys
sys.path.insert(0, ${JSON.stringify(resolve('ansible', 'library'))})
import systemd_unit
print(json.dumps(list(systemd_unit.actions(*json.load(sys.stdin)))))
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
