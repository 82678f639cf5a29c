import { spawnSync } from 'node:child_process';
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
import { Engine } from '../../../cli/engine/engine';
import { changesOutputs } from '../../../cli/engine/plan';
import { Progress } from '../../../cli/progress';
import { exitCodes } from '../../../controller/errors';
import type { Paths } from '../../../controller/paths';
import { eventually } from '../../../operations/eventually';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'engine-'));
  for (const folder of ['node_modules/.bin', 'cdktf.out/stacks/stand', 'runtime']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
});
afterEach(() => rmSync(root, { recursive: true }));

/** An engine that is a shell script. */
function engine(script: string): Engine {
  const program = join(root, 'node_modules/.bin/terraform');
  writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const paths = { root, runtime: join(root, 'runtime') } as Paths;
  const progress = new Progress();
  progress.line = () => {};
  return new Engine(paths, progress);
}

test('the error says why a plan cannot be read', async () => {
  const failing = engine("[ $1 = plan ] || { echo 'plan of another release' >&2; exit 1; }");
  await expect(failing.plan()).rejects.toThrow('plan of another release');
});

test('a state that cannot be read is not taken for one that is not there', async () => {
  expect(await engine("echo 'No state file was found!' >&2; exit 1").resources()).toEqual([]);
  await expect(engine('kill -KILL $$').resources()).rejects.toThrow('the state could not be read');
});

test('the launcher gets the plan that was judged as its last argument', async () => {
  const said = join(root, 'said');
  await engine(`for last; do :; done; echo "$STAND_PLAN_IS_JUDGED $last" > ${said}`).apply(2);
  const plan = join(root, 'runtime', 'stand.tfplan');
  expect(readFileSync(said, 'utf8')).toBe(`${plan} ${plan}\n`);
});

describe('who deployed last', () => {
  const changes = (name: string, action: string) =>
    JSON.stringify({ type: 'outputs', outputs: { [name]: { action } } });
  const none = JSON.stringify({
    ...{ type: 'change_summary' },
    changes: { add: 0, change: 0, remove: 0, operation: 'plan' },
  });
  const planning = (action: string) =>
    engine(`
      [ $1 = show ] || { echo '${changes('deployed', action)}'; echo '${none}'; exit 0; }
      echo '{"format_version":"1.2","output_changes":{"deployed":{"actions":["${action}"]}}}'`).plan();

  test('is changed by a plan that changes nothing else', async () => {
    expect(changesOutputs(await planning('update'))).toBe(true);
    expect(await planning('noop')).toEqual({});
  });

  test('is no change for those who look at what would change', async () => {
    const one = engine(`
      case "$*" in
        *-detailed-exitcode*) exit 2 ;;
        plan*) echo '${changes('deployed', 'update')}'; echo '${none}' ;;
        *) echo '{"format_version":"1.2","resource_changes":[]}' ;;
      esac`);
    expect(await one.showChanges()).toBe(false);
  });

  test('is what the state says, if it says it', async () => {
    const value = { commit: 'a'.repeat(40), description: 'b' };
    expect(await engine(`echo '${JSON.stringify({ deployed: { value } })}'`).deployed()).toEqual(
      value,
    );
    expect(await engine('echo {}').deployed()).toBeUndefined();
    await expect(engine("echo 'no access' >&2; exit 1").deployed()).rejects.toThrow(
      'could not be read:\nno access',
    );
  });
});

describe('a state that could not be written to its place', () => {
  const errored = () => join(root, 'cdktf.out', 'stacks', 'stand', 'errored.tfstate');

  test('is put there, once', async () => {
    const one = engine('[ "$1 $2" = "state push" ] && [ -e "$4" ]');
    expect(await one.takeOverErrored()).toBe(false);
    writeFileSync(errored(), '{}');
    expect(await one.takeOverErrored()).toBe(true);
    expect(await one.takeOverErrored()).toBe(false);
  });

  test('is decrypted first where it is encrypted, and left nowhere in clear', async () => {
    const said = join(root, 'said');
    const one = engine(`
      case "$*" in
        init*) cp cdk.tf.json ${said} ;;
        'state pull') echo '{"version":4}' ;;
        'state push'*) grep -q version "$4" ;;
      esac`);
    const encryption = { state: { method: 'method.aes_gcm.vault' } };
    const stack = join(root, 'cdktf.out/stacks/stand/cdk.tf.json');
    writeFileSync(stack, JSON.stringify({ terraform: { encryption } }));
    writeFileSync(errored(), '{"encrypted_data":"x"}');
    expect(await one.takeOverErrored()).toBe(true);
    expect(JSON.parse(readFileSync(said, 'utf8')).terraform).toEqual({
      encryption,
      backend: { local: { path: errored() } },
    });
    expect(readdirSync(join(root, 'runtime'))).toEqual([]);
  });

  test('stays where it is as long as that fails', async () => {
    const one = engine("echo 'no connection' >&2; exit 1");
    writeFileSync(errored(), '{}');
    await expect(one.takeOverErrored()).rejects.toThrow(/could not be written:\nno connection/);
    expect(existsSync(errored())).toBe(true);
  });
});

describe('a state that another command has', () => {
  const diagnostic = {
    type: 'diagnostic',
    diagnostic: { severity: 'error', summary: 'Error acquiring the state lock', detail: 'ID: 42' },
  };
  const locked = `echo '${JSON.stringify(diagnostic)}'; exit 1`;

  test.each<[deed: string, of: (engine: Engine) => Promise<unknown>]>([
    ['anything', (busy) => busy.requireUnlocked()],
    ['a removal', (busy) => busy.destroy(['kept'], false)],
    ['an import', (busy) => busy.import('address', 'id')],
  ])('is told before %s', async (_, deed) => {
    const busy = engine(`[ "$1 $2" != 'state list' ] || { echo other; exit 0; }; ${locked}`);
    await expect(deed(busy)).rejects.toMatchObject({ exitCode: exitCodes.busy });
  });

  test('is not told of an engine that was not initialised, nor where nothing is synthesised', async () => {
    await engine("echo 'Backend initialization required' >&2; exit 1").requireUnlocked();
    rmSync(join(root, 'cdktf.out'), { recursive: true });
    await engine(locked).requireUnlocked();
  });
});

test('a local state that was cut off in a change is taken from the copy of before', async () => {
  const state = join(root, 'runtime', 'local.tfstate');
  const backend = { local: { path: state } };
  writeFileSync(
    join(root, 'cdktf.out/stacks/stand/cdk.tf.json'),
    JSON.stringify({ terraform: { backend } }),
  );
  const whole = JSON.stringify({ lineage: 'a', serial: 7 });
  writeFileSync(state, whole);
  const killed = engine(`[ $1 != apply ] || { : > ${state}; kill -KILL $$; }`);
  await expect(killed.apply()).rejects.toThrow();
  expect(readFileSync(state, 'utf8')).toBe('');
  await killed.init();
  expect(readFileSync(state, 'utf8')).toBe(whole);
}, 20_000);

test('what is made bears the run that began with it', async () => {
  const said = join(root, 'said');
  const start = '{"type":"apply_start","hook":{"resource":{"addr":"one"},"action":"create"}}';
  const making = engine(`echo "$STAND_RUN" > ${said}; echo '${start}'`);
  await making.apply();
  expect(making.unfinishedAddresses()).toEqual(['one']);
  expect(`${making.startedByRun('one')}\n`).toBe(readFileSync(said, 'utf8'));
  expect(making.startedByRun('one')).not.toBe('');
  making.markFinished(['one']);
  expect(making.unfinishedAddresses()).toEqual([]);
});

describe('where this program is sent a signal', () => {
  const ended = () => join(root, 'ended');

  /** Applies in a program of its own that sends itself a signal. @returns what it says of it */
  function apply(signal: NodeJS.Signals): string {
    const begun = join(root, 'begun');
    const end = `echo stopping; echo stopping >&2; echo > ${ended()}; exit 1`;
    engine(`trap '${end}' TERM; echo > ${begun}; sleep 20 > /dev/null 2>&1 & wait`);
    const paths = JSON.stringify({ root, runtime: join(root, 'runtime') });
    const program = `
      const { Engine } = require('./cli/engine/engine');
      const timer = setInterval(() => {
        if (!require('node:fs').existsSync('${begun}')) return;
        clearInterval(timer);
        process.kill(process.pid, '${signal}');
      }, 50);
      new Engine(${paths}, { line() {} }).apply().catch((error) => console.log(error.exitCode, error.message));
    `;
    const args = ['--require', './run-typescript.js', '--eval', program];
    const cwd = join(__dirname, '../../..');
    return spawnSync(process.execPath, args, { cwd, encoding: 'utf8' }).stdout;
  }

  test.each(['SIGTERM', 'SIGHUP'] as const)('%s is reported in one line', (signal) => {
    expect(apply(signal)).toBe('130 interrupted; to continue: ./stand up\n');
    expect(existsSync(ended())).toBe(true);
  });

  test('the engine ends cleanly even when its caller is killed by SIGKILL and its output is lost', async () => {
    expect(apply('SIGKILL')).toBe('');
    await eventually(5, async () => expect(existsSync(ended())).toBe(true), 50);
  });
});
