import { type SpawnOptions, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Log } from './steps/step';

/** How many of its last lines a failed command's error repeats. */
const TAIL = 15;

/**
 * Runs a command without a shell and without input, giving each line of its output to `log`.
 *
 * @returns what it wrote to standard output
 * @throws Error with the command, how it ended and its last lines
 */
export function command(
  program: string,
  args: readonly string[],
  log: Log = () => {},
  options: Pick<SpawnOptions, 'cwd' | 'env'> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const lines: string[] = [];
    const output: string[] = [];
    const keep = (line: string) => {
      lines.push(line);
      log(line);
    };
    createInterface({ input: child.stdout }).on('line', (line) => {
      output.push(line);
      keep(line);
    });
    createInterface({ input: child.stderr }).on('line', keep);
    child.on('error', (error) => reject(new Error(`${program}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(output.join('\n'));
      const said = lines.slice(-TAIL).map((line) => `  ${line}`);
      const command = [program, ...args].join(' ');
      reject(new Error([`'${command}' ended with ${signal ?? code}`, ...said].join('\n')));
    });
  });
}
