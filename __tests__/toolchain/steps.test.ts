import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Step, toolchainSteps } from '../../toolchain';
import { sourceDigest, TOFU } from '../../toolchain/program';
import { digest } from '../../toolchain/stamp';

let root: string;
let toolchain: string;
let steps: Record<string, Step>;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'toolchain-'));
  toolchain = join(root, '.stand/toolchain');
  mkdirSync(toolchain, { recursive: true });
  const named = toolchainSteps({ root, toolchain }).map((step) => [step.name, step]);
  steps = Object.fromEntries(named);
});

afterEach(() => rmSync(root, { recursive: true }));

const done = (name: string) => steps[name]?.done();

/** A program that the link `engine` names. */
function engine(program: string): void {
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  symlinkSync(program, join(toolchain, 'engine'));
}

test('in a new checkout nothing is done', async () => {
  const states = await Promise.all(Object.values(steps).map((step) => step.done()));
  expect(Object.keys(steps)).toEqual(['python', 'engine', 'providers']);
  expect(states).toEqual([false, false, false]);
});

test('an installed engine is done as long as it can be run', async () => {
  const program = join(root, 'bin/terraform');
  engine(program);
  expect(await done('engine')).toBe(true);
  chmodSync(program, 0o644);
  expect(await done('engine')).toBe(false);
  rmSync(program);
  expect(await done('engine')).toBe(false);
});

test('an engine of our own is done when it is made from the module as it is', async () => {
  engine(join(toolchain, `tofu-${sourceDigest(TOFU).slice(0, 16)}/tofu`));
  expect(await done('engine')).toBe(true);
});

test('an engine of our own that was built from an earlier module is rebuilt', async () => {
  engine(join(toolchain, 'tofu-0123456789abcdef/tofu'));
  expect(await done('engine')).toBe(false);
});

test('providers that a build left incomplete are rebuilt', async () => {
  mkdirSync(join(toolchain, 'providers.part'));
  expect(await done('providers')).toBe(false);
});

test('providers built from other sources are rebuilt', async () => {
  writeFileSync(join(toolchain, 'providers.stamp'), '0'.repeat(64));
  expect(await done('providers')).toBe(false);
});

describe('the Python tools', () => {
  const pins = (file: string) =>
    `${digest([join(__dirname, '../../toolchain', file)])} in ${join(toolchain, 'python')}`;
  const stamp = (name: string, text: string) =>
    writeFileSync(join(toolchain, 'python', name), text);
  const isDone = (wantsTestTools: boolean) =>
    toolchainSteps({ root, toolchain }, wantsTestTools)[0]?.done();

  beforeEach(() => {
    for (const folder of ['bin', 'lib/python3'])
      mkdirSync(join(toolchain, 'python', folder), { recursive: true });
    writeFileSync(join(toolchain, 'python/bin/python3'), '');
    symlinkSync('python3', join(toolchain, 'python/bin/python'));
    stamp('.stamp', pins('requirements.txt'));
  });

  test('deploy a stand without what only tests need, which a test adds', async () => {
    expect(await isDone(false)).toBe(true);
    expect(await isDone(true)).toBe(false);
    stamp('.stamp-test', pins('requirements-test.txt'));
    expect(await isDone(true)).toBe(true);
    expect(await isDone(false)).toBe(true);
  });

  test('leave what scans TLS to an environment of its own, for tests alone', () => {
    const names = (wantsTestTools: boolean) =>
      toolchainSteps({ root, toolchain }, wantsTestTools).map(({ name }) => name);
    expect(names(true)).toEqual(['python', 'scanner', 'engine', 'providers']);
    expect(names(false)).not.toContain('scanner');
  });

  test('are installed again in a checkout that was moved', async () => {
    stamp('.stamp', pins('requirements.txt').replace(toolchain, '/elsewhere'));
    expect(await isDone(false)).toBe(false);
  });

  test('are installed again when they are pinned to other releases', async () => {
    stamp('.stamp', '0'.repeat(64));
    expect(await isDone(false)).toBe(false);
  });
});

test('an environment whose Python is gone is created again', async () => {
  mkdirSync(join(toolchain, 'python/bin'), { recursive: true });
  symlinkSync('/nowhere/python3.11', join(toolchain, 'python/bin/python'));
  expect(await done('python')).toBe(false);
});
