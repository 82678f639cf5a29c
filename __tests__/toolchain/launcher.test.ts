import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** An engine that says how it was called. */
const ECHO = `#!/bin/sh
echo "arguments=$*"
for name in CHECKPOINT_DISABLE TF_INPUT TF_CLI_CONFIG_FILE; do
  eval "echo $name=\\\${$name-unset}"
done
exit "\${STAND_ENGINE_EXIT-0}"
`;

/** A guard that says how it was called, on standard error as the real one. */
const GUARD = `process.stderr.write('judged ' + process.argv.slice(3).join(' '));
process.exitCode = Number(process.env.STAND_GUARD_EXIT ?? 0);`;

let root: string;
let toolchain: string;
let bin: string;

/** A checkout with the launcher where npm puts it, and an engine elsewhere. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'launcher-'));
  toolchain = join(root, '.stand/toolchain');
  bin = join(root, 'node_modules/.bin');
  for (const folder of [
    toolchain,
    bin,
    ...['toolchain', 'controller', 'cli/guard'].map((name) => join(root, name)),
  ]) {
    mkdirSync(folder, { recursive: true });
  }
  for (const file of [
    'toolchain/terraform',
    'controller/environment.sh',
    'controller/environment.list',
  ]) {
    copyFileSync(join(__dirname, '../..', file), join(root, file));
  }
  symlinkSync('../../toolchain/terraform', join(bin, 'terraform'));
  writeFileSync(join(root, 'run-typescript.js'), '');
  writeFileSync(join(root, 'cli', 'guard', 'main.ts'), GUARD);
  writeFileSync(join(root, 'an-engine'), ECHO, { mode: 0o755 });
  symlinkSync(join(root, 'an-engine'), join(toolchain, 'engine'));
});

afterEach(() => rmSync(root, { recursive: true }));

/** Calls `terraform` as cdktf does under npx: by its name, npm's folder first on PATH. */
function terraform(args: string[], env: NodeJS.ProcessEnv = {}) {
  const path = `${bin}:${dirname(process.execPath)}:/usr/bin:/bin`;
  const called = spawnSync('sh', ['-c', 'exec terraform "$@"', 'sh', ...args], {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { PATH: path, ...env },
    timeout: 10_000,
  });
  const lines = called.stdout
    .trim()
    .split('\n')
    .map((line) => line.split(/=(.*)/s).slice(0, 2));
  return { ...called, said: Object.fromEntries(lines) as Record<string, string> };
}

test('without an engine it names the command that sets one up', () => {
  unlinkSync(join(toolchain, 'engine'));
  const { status, stderr } = terraform(['plan']);
  expect(status).toBe(127);
  expect(stderr).toBe(`terraform: this checkout has no engine yet; run ${root}/stand up\n`);
});

test('an engine that was removed since counts as none', () => {
  unlinkSync(join(root, 'an-engine'));
  expect(terraform(['plan'])).toMatchObject({ status: 127 });
});

test.each(['toolchain/terraform', 'node_modules/.bin/terraform'])(
  'it does not call itself when the engine is %s',
  (self) => {
    unlinkSync(join(toolchain, 'engine'));
    symlinkSync(join(root, self), join(toolchain, 'engine'));
    const { status, stderr } = terraform(['plan']);
    expect(status).toBe(126);
    expect(stderr).toContain('names this launcher itself');
  },
);

test('the engine gets the arguments as they are, and its exit code is kept', () => {
  const { said, status } = terraform(['plan', '-out', 'a plan'], { STAND_ENGINE_EXIT: '2' });
  expect(said.arguments).toBe('plan -out a plan');
  expect(status).toBe(2);
});

test('the engine reports nothing to its makers', () => {
  expect(terraform(['version']).said.CHECKPOINT_DISABLE).toBe('1');
});

test.each([
  ['init', '0'],
  ['init -migrate-state', 'unset'],
  ['plan -input=false -out plan', '0'],
  ['apply', 'unset'],
  ['apply -auto-approve', '0'],
  ['destroy', 'unset'],
  ['destroy -auto-approve', '0'],
  ['output -json', '0'],
])('in `%s` TF_INPUT is %s', (args, input) => {
  expect(terraform(args.split(' ')).said.TF_INPUT).toBe(input);
});

describe('what is applied', () => {
  test.each([
    ['apply -auto-approve', 'judged apply -auto-approve'],
    ['apply plan', 'judged apply plan'],
    ['-chdir=/ apply plan', 'judged apply plan'],
    ['plan', ''],
    ['destroy', ''],
  ])('by `%s` is judged first: %p', (args, judged) => {
    const { status, stderr } = terraform(args.split(' '));
    expect(stderr).toBe(judged);
    expect(status).toBe(0);
  });

  test('is not applied where a host would be lost', () => {
    const { status, stdout } = terraform(['apply'], { STAND_GUARD_EXIT: '2' });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  test('is judged once where ./stand has done it', () => {
    const env = { STAND_PLAN_IS_JUDGED: '/a plan' };
    expect(terraform(['apply', '-auto-approve', '/a plan'], env).stderr).toBe('');
  });

  test.each([{}, { STAND_PLAN_IS_JUDGED: '' }])('is judged where no plan is named: %p', (env) => {
    expect(terraform(['apply', ''], env).stderr).toBe('judged apply ');
  });

  test.each(['true', '/another'])('is judged where %s was, which is none of it', (plan) => {
    const env = { STAND_PLAN_IS_JUDGED: plan };
    expect(terraform(['apply', '/plan'], env).stderr).toBe('judged apply /plan');
    expect(terraform(['apply'], env).stderr).toBe('judged apply');
  });
});

describe('where the providers were built from source', () => {
  const configuration = () => join(toolchain, 'terraform.rc');

  beforeEach(() => writeFileSync(configuration(), ''));

  test('the engine takes them from the mirror', () => {
    const { said } = terraform(['init'], { TF_CLI_CONFIG_FILE: '/nowhere' });
    expect(said.TF_CLI_CONFIG_FILE).toBe(configuration());
  });

  test('locking them reads the mirror too', () => {
    const { said } = terraform(['providers', 'lock', '-platform=linux_amd64']);
    const mirror = join(toolchain, 'providers');
    expect(said.arguments).toBe(`providers lock -fs-mirror=${mirror} -platform=linux_amd64`);
  });

  test('asking for their schema is left as it is', () => {
    expect(terraform(['providers', 'schema', '-json']).said.arguments).toBe(
      'providers schema -json',
    );
  });
});

describe('where the registry has the providers', () => {
  test("the user's configuration is used", () => {
    const file = join(root, 'user.rc');
    writeFileSync(file, '');
    const { said } = terraform(['init'], { TF_CLI_CONFIG_FILE: file });
    expect(said.TF_CLI_CONFIG_FILE).toBe(file);
  });

  test('a configuration that is not there is not asked for', () => {
    const { said } = terraform(['init'], { TF_CLI_CONFIG_FILE: '/nowhere' });
    expect(said.TF_CLI_CONFIG_FILE).toBe('unset');
  });

  test('locking them is left as it is', () => {
    expect(terraform(['providers', 'lock']).said.arguments).toBe('providers lock');
  });
});
