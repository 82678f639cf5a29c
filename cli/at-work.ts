import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, StandError } from '../controller/errors';
import type { Paths } from '../controller/paths';

/** A command that changes the stand, as this checkout remembers it. */
interface Work {
  readonly command: string;
  readonly pid: number;
  /** What tells its process from a later one with its number: clock ticks from boot to its start. */
  readonly started: string;
  /** RFC 3339. */
  readonly since: string;
}

type Places = Pick<Paths, 'runtime'>;

/**
 * Keeps other commands of this checkout away until this program ends. The state's lock does the same for
 * everybody, but comes later: two commands of one checkout would make their plans in the same folder.
 * @throws StandError with the command that is at work already
 */
export function beAtWork({ runtime }: Places, command: string): void {
  requireNobodyAtWork({ runtime });
  const { pid } = process;
  const work: Work = { command, pid, started: startOf(pid), since: new Date().toISOString() };
  mkdirSync(runtime, { recursive: true });
  const own = `${fileIn(runtime)}.${pid}`;
  writeFileSync(own, `${JSON.stringify(work)}\n`);
  try {
    // Fails where another one was faster.
    linkSync(own, fileIn(runtime));
  } catch {
    requireNobodyAtWork({ runtime });
    return;
  } finally {
    rmSync(own);
  }
  process.on('exit', () => rmSync(fileIn(runtime), { force: true }));
}

/** @throws StandError with the command of this checkout that is changing the stand */
export function requireNobodyAtWork({ runtime }: Places): void {
  const work = readWork(runtime);
  if (!work || work.pid === process.pid) return;
  if (startOf(work.pid) !== work.started) {
    // It was killed.
    rmSync(fileIn(runtime), { force: true });
    return;
  }
  throw new StandError(
    [
      `another command has been working on this stand since ${work.since}; wait until it has ended`,
      `  ./stand ${work.command} of this checkout, process ${work.pid}`,
    ].join('\n'),
    exitCodes.busy,
  );
}

function readWork(runtime: string): Work | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(runtime), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Empty where there is no such process. @see proc_pid_stat(5) */
function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, a name, may have blanks and brackets in it.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function fileIn(runtime: string): string {
  return join(runtime, 'at-work.json');
}
