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
  /** Where it finds its modules; null where it has none. */
  readonly folder: string | null;
}

/**
 * Makes Python read what it is to run from the first line of its standard input, byte by byte since
 * the rest of it is not for Python.
 */
const bootstrap = 'import json; exec(json.loads(open(0, "rb", 0, closefd=False).readline()))';

/** Arguments by which a Python becomes an agent; the last one wants quoting where a shell reads it. */
export const agentArguments = ['-IBc', bootstrap] as const;

const source = JSON.stringify(readFileSync(join(__dirname, 'agent.py'), 'utf8'));

/** Milliseconds that a process gets to end by itself. */
const patience = 2000;

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
   * @throws what it said last when it fails; or what the connection said last when that breaks
   */
  run(script: Script): Promise<string> {
    // A probe that was still at work when its time was up must not start over.
    if (this.closed) return Promise.reject(new Error('the connection is closed'));
    this.child ??= this.start();
    const id = this.asked++;
    this.child.stdin.write(`${JSON.stringify({ id, ...script })}\n`);
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  /** Ends the process and all scripts that still run, without waiting for a host that is gone. */
  close(): void {
    this.closed = true;
    const { child } = this;
    if (!child) return;
    child.stdin.end();
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      child.stdout.destroy();
      child.stderr.destroy();
    }, patience);
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
    // A broken connection is seen by the end of the process.
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

  /** The next script starts another process: the host may be back by then. */
  private broken(why: string): void {
    this.child = undefined;
    for (const { reject } of this.waiting.values()) reject(new Error(why));
    this.waiting.clear();
  }
}
