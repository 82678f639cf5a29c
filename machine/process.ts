import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called for each line of standard output and standard error. */
  readonly onLine?: (line: string) => void;
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
