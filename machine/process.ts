import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called for each line of standard output and standard error. */
  readonly onLine?: (line: string) => void;
}

const running = new Set<ChildProcess>();

/** A terminal interrupts the programs too. How each of them ends says how this one goes on. */
function wait(): void {}

function end(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal);
}

/** While a program runs this one does not end before it: the engine writes its state down first. */
function outlive(child: ChildProcess): void {
  if (running.size === 0) process.on('SIGINT', wait).on('SIGTERM', end);
  running.add(child);
  child.on('close', () => {
    running.delete(child);
    if (running.size === 0) process.off('SIGINT', wait).off('SIGTERM', end);
  });
}

/** Runs a program to its end. @returns its exit code; 128 and more when a signal ended it */
export function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: options.onLine ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    outlive(child);
    for (const stream of [child.stdout, child.stderr]) {
      if (stream && options.onLine) createInterface({ input: stream }).on('line', options.onLine);
    }
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 130));
  });
}

/** Runs a program and collects what it prints on both streams, in order of arrival. */
export async function capture(program: string, args: readonly string[], options: RunOptions = {}) {
  const lines: string[] = [];
  const code = await run(program, args, { ...options, onLine: (line) => lines.push(line) });
  return { code, lines };
}
