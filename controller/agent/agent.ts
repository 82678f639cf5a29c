import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A script to run; see agent.py. */
export interface Script {
  readonly name: string;
  /** Its text. */
  readonly script: string;
  /** What it reads, as JSON, from standard input. */
  readonly argument: unknown;
  /** The folder with its modules; null where it has none. */
  readonly folder: string | null;
}

/**
 * Makes Python read the program to run from the first line of its standard input, unbuffered since the
 * program itself reads the rest.
 */
const bootstrap = 'import json; exec(json.loads(open(0, "rb", 0, closefd=False).readline()))';

/** Arguments that make Python an agent; the last one must be quoted for a shell. */
export const agentArguments = ['-IBc', bootstrap] as const;

const source = JSON.stringify(readFileSync(join(__dirname, 'agent.py'), 'utf8'));

/** Milliseconds that a process gets to exit by itself. */
const gracePeriod = 2000;

interface Waiting {
  readonly resolve: (output: string) => void;
  readonly reject: (error: Error) => void;
}

/** A Python process, here or on a host, that runs scripts side by side. Started by the first one. */
export class Agent {
  private readonly waiting = new Map<number, Waiting>();
  private child: ChildProcessWithoutNullStreams | undefined;
  private asked = 0;
  private closed = false;

  /** @param command a command line that starts Python with `agentArguments` */
  constructor(private readonly command: readonly [program: string, ...args: string[]]) {}

  /**
   * Runs a script to its end.
   * @returns what it printed
   * @throws with the script's last line of output when it fails, or the connection's when that breaks
   */
  run(script: Script): Promise<string> {
    // A probe that is still running after its timeout must not open a new connection.
    if (this.closed) return Promise.reject(new Error('the connection is closed'));
    this.child ??= this.start();
    const id = this.asked++;
    this.child.stdin.write(`${JSON.stringify({ id, ...script })}\n`);
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  /** Ends the process and all running scripts, without waiting for a host that does not respond. */
  close(): void {
    this.closed = true;
    const { child } = this;
    if (!child) return;
    child.stdin.end();
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      child.stdout.destroy();
      child.stderr.destroy();
    }, gracePeriod);
    child.once('close', () => clearTimeout(timer));
  }

  private start(): ChildProcessWithoutNullStreams {
    const [program, ...args] = this.command;
    const child = spawn(program, args);
    let last = '';
    createInterface({ input: child.stdout }).on('line', (line) => this.take(line));
    createInterface({ input: child.stderr }).on('line', (line) => {
      last = line.trim() || last;
    });
    // A broken connection also ends the process, which is handled below.
    child.stdin.on('error', () => {});
    child.on('error', (error) => {
      last = error.message;
    });
    child.on('close', (code) => this.broken(last || `${program} ended with ${code}`));
    child.stdin.write(`${source}\n`);
    return child;
  }

  private take(line: string): void {
    const { id, output, error } = JSON.parse(line) as {
      readonly id: number;
      readonly output?: string;
      readonly error?: string;
    };
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (output === undefined) waiting?.reject(new Error(error));
    else waiting?.resolve(output);
  }

  /** The next script starts a new process, since the host may be back by then. */
  private broken(why: string): void {
    this.child = undefined;
    for (const { reject } of this.waiting.values()) reject(new Error(why));
    this.waiting.clear();
  }
}
