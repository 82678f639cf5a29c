import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const project = resolve(__dirname, '../..');
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cdktf's "));
});
afterEach(() => rmSync(root, { recursive: true }));

test('npm’s link leads to the launcher, in place of cdktf itself', () => {
  expect(readlinkSync(join(project, 'node_modules/.bin/cdktf'))).toBe('../../toolchain/cdktf');
});

test('the launcher turns cdktf’s telemetry off, leads to the engine’s launcher, and hands on arguments and exit code', () => {
  const program = join(root, 'node_modules/cdktf-cli/bundle/bin');
  const bin = join(root, 'node_modules/.bin');
  for (const folder of [program, bin, join(root, 'toolchain')])
    mkdirSync(folder, { recursive: true });
  copyFileSync(join(project, 'toolchain/cdktf'), join(root, 'toolchain/cdktf'));
  symlinkSync('../../toolchain/cdktf', join(bin, 'cdktf'));
  const script =
    '#!/bin/sh\nprintf "%s|" "$CHECKPOINT_DISABLE" "${TERRAFORM_BINARY_NAME-terraform of ${PATH%%:*}}" "$@"; exit 7\n';
  writeFileSync(join(program, 'cdktf'), script, { mode: 0o755 });
  const env = { ...process.env, TERRAFORM_BINARY_NAME: 'tofu' };
  const options = { encoding: 'utf8', env } as const;
  const { stdout, status } = spawnSync(join(bin, 'cdktf'), ['diff', 'a b'], options);
  expect([stdout, status]).toEqual([`1|terraform of ${bin}|diff|a b|`, 7]);
});
