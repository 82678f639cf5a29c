import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Lab } from '../lab/lab';
import { home, paths, root } from './checkout';

export interface Result {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Whom a signal reaches: the program alone, or all that it started besides. */
export type Whom = 'it alone' | 'all that it started too';

export interface Options {
  readonly input?: string;
  /** Called with the program's number, which is that of its process group too. */
  readonly onStart?: (pid: number) => void;
  /** Called with all of standard error so far, whenever there is more of it. */
  readonly onProgress?: (
    stderr: string,
    kill: (signal?: NodeJS.Signals, whom?: Whom) => void,
  ) => void;
}

/** The strictest of shells: whoever else is to read a file must have been given the right. */
process.umask(0o077);

/** A program gets this long before it is killed: longer than anything here takes, but not for ever. */
const limitMs = 25 * 60 * 1000;

/** What a shell without any of the stand's or the engine's settings has. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  mkdirSync(home, { recursive: true });
  const own = /^(STAND|CDKTF|TF|TERRAFORM|ANSIBLE|npm|NODE|JEST)_/;
  const inherited = Object.entries(process.env).filter(([name]) => !own.test(name));
  return { ...Object.fromEntries(inherited), HOME: home, NODE_ENV: undefined };
}

/** Runs a program in the copied checkout, in a process group of its own. */
export function execute(
  program: string,
  args: readonly string[],
  { input = '', onStart, onProgress }: Options = {},
  env: NodeJS.ProcessEnv = plainEnvironment(),
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, env, detached: true });
    if (child.pid !== undefined) onStart?.(child.pid);
    const kill = (signal: NodeJS.Signals = 'SIGKILL', whom: Whom = 'all that it started too') => {
      if (child.exitCode === null && child.signalCode === null) {
        const pid = child.pid as number;
        process.kill(whom === 'it alone' ? pid : -pid, signal);
      }
    };
    const timer = setTimeout(kill, limitMs);
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      onProgress?.(stderr, kill);
    });
    // A program that ends without reading its input is none of ours to judge.
    child.stdin.on('error', () => {}).end(input);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}

/** Runs `./stand` as a continuous integration does: nobody is there to answer. */
export function stand(args: readonly string[], options?: Options): Promise<Result> {
  return execute(join(root, 'stand'), args, options, { ...plainEnvironment(), CI: 'true' });
}

/** Runs `./stand` and expects it to succeed. @returns standard output and standard error */
export async function succeed(args: readonly string[], options?: Options): Promise<Result> {
  return successOf(`./stand ${args[0]}`, await stand(args, options));
}

function successOf(what: string, result: Result): Result {
  if (result.code === 0) return result;
  const output = `${result.stdout}${result.stderr}`.trim().split('\n').slice(-60).join('\n');
  throw new Error(`${what} ended with ${result.code}:\n${output}`);
}

/** What `up` says when the stand is already as described. */
export const unchanged = '0 added, 0 changed, 0 removed';

/** `./stand up`, expected to succeed, with its duration told. */
export function up(...options: string[]): Promise<Result> {
  return timed(`./stand up ${options.join(' ')}`, () => succeed(['up', ...options]));
}

/** Does something, and tells how long it took. */
export async function timed<Done>(what: string, work: () => Promise<Done>): Promise<Done> {
  const start = Date.now();
  const done = await work();
  tell(`${what}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return done;
}

/** Tells the reader of the test's output something; nothing is asserted on it. */
export function tell(text: string): void {
  process.stderr.write(`    ${text}\n`);
}

/**
 * Runs a command where the hosts are reachable, which is the management host's place: what
 * `./stand exec` does, without two seconds of a processor for its start.
 */
export async function inLab(command: readonly string[], input = ''): Promise<string> {
  const [program, ...args] = new Lab(paths).inside(command);
  return successOf(command[0] as string, await execute(program, args, { input })).stdout;
}

/** Runs a command on a host, by its shell, as `./stand ssh` does. */
export function ssh(host: string, command: string, input = ''): Promise<string> {
  return inLab(['ssh', '-F', paths.sshConfig, host, command], input);
}
