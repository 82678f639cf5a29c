import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** One line of the benchmark's table. */
export interface Measurement {
  readonly what: string;
  /** With its unit. */
  readonly value: string;
  /** What it should come to at most, with its unit. */
  readonly goal?: string;
}

/** Runs something and measures its wall time. @returns seconds */
export async function seconds(action: () => Promise<unknown>): Promise<number> {
  const start = process.hrtime.bigint();
  await action();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** Seconds as the table shows them. */
export function formatSeconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
}

/** Median of some numbers; more than one run tells chance from change. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

/** Runs a program of this folder to its end. @throws Error with what it said, unless it succeeded */
export function runHere(program: string, ...args: readonly string[]): void {
  const typescript = resolve(__dirname, '..', 'run-typescript.js');
  const command = ['--require', typescript, resolve(__dirname, program), ...args];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ended with ${status}:\n${stderr}`);
}
