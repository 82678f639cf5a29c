import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called for each line of standard output, and of standard error where `onError` is not given. */
  readonly onLine?: (line: string) => void;
  /** Called for each line of standard error. */
  readonly onError?: (line: string) => void;
}

const running = new Set<ChildProcess>();

let interrupted = false;

/** Whether this program was told to stop while it was running another one. */
export function wasInterrupted(): boolean {
  return interrupted;
}

/** A terminal also interrupts the child programs, and their exit codes decide what this one does next. */
function wait(): void {
  interrupted = true;
}

/** Ends cleanly, even when the terminal was closed. */
function end(): void {
  interrupted = true;
  for (const child of running) child.kill('SIGTERM');
}

/** Keeps this program alive until a child has ended, so that the engine can still save its state. */
function outlive(child: ChildProcess): void {
  if (running.size === 0) process.on('SIGINT', wait).on('SIGTERM', end).on('SIGHUP', end);
  running.add(child);
  child.on('close', () => {
    running.delete(child);
    if (running.size === 0) process.off('SIGINT', wait).off('SIGTERM', end).off('SIGHUP', end);
  });
}

/** Runs a program. @returns its exit code; 130 when a signal ended it */
export function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<number> {
  const { onLine, onError = onLine } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: onLine ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    outlive(child);
    if (child.stdout && onLine) createInterface({ input: child.stdout }).on('line', onLine);
    if (child.stderr && onError) createInterface({ input: child.stderr }).on('line', onError);
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 130));
  });
}

/** What a program printed, and how it ended. */
export interface Captured {
  readonly code: number;
  /** Lines of standard output, for programs to parse. */
  readonly lines: readonly string[];
  /** Lines of both streams in order of arrival, for people only, since standard error may contain any warning. */
  readonly output: readonly string[];
}

/** Runs a program and collects what it prints. */
export async function capture(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Captured> {
  const lines: string[] = [];
  const output: string[] = [];
  const code = await run(program, args, {
    ...options,
    onLine: (line) => {
      lines.push(line);
      output.push(line);
    },
    onError: (line) => output.push(line),
  });
  return { code, lines, output };
}
