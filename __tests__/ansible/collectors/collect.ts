import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Folder of the collectors. */
export const files = resolve(__dirname, '../../../ansible/roles/node_exporter/files');

/** The folder of a test, in which collectors look for programs first. */
export let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'collectors-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A program of that name that the collector finds in the place of the real one. */
export function program(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** Runs a collector. @returns values by metric with its labels, and how it ended */
export function collect(name: string, ...args: string[]) {
  const env = { PATH: `${folder}:${process.env.PATH}`, METRICS_DIRECTORY: folder };
  const { status, stdout } = spawnSync(resolve(files, name), args, { env, encoding: 'utf8' });
  const samples = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return { status, metrics: Object.fromEntries(samples.map((line) => line.split(/ (?=\S+$)/))) };
}
