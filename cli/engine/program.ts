import { join } from 'node:path';
import { exitCodes, StandError } from '../../controller/errors';
import {
  type Captured,
  capture,
  type RunOptions,
  run,
  wasInterrupted,
} from '../../controller/process';
import { withRemedy } from './remedies';
import { isLocked, isUnreadable, lockedError } from './state-lock';

/** The ./stand command that continues an interrupted command of the engine. */
const finishedBy: Readonly<Record<string, string>> = { apply: 'up', destroy: 'down' };

/** The engine's program, in the folder of the stack. */
export class EngineProgram {
  constructor(
    private readonly path: string,
    private readonly folder: string,
  ) {}

  /** Runs it with its output shown to the user. @returns its exit code */
  run(args: readonly string[]): Promise<number> {
    return this.unlessInterrupted(args, () => run(this.path, args, { cwd: this.folder }));
  }

  /** Runs it and reads its output; it ends cleanly when the reader is killed. @returns its exit code */
  stream(args: readonly string[], options: RunOptions): Promise<number> {
    const command = [this.path, ...args];
    return this.unlessInterrupted(args, () =>
      run(join(__dirname, 'in-order'), command, { ...options, cwd: this.folder }),
    );
  }

  /** @param seconds how long it may take. @default as long as it takes */
  capture(args: readonly string[], seconds?: number): Promise<Captured> {
    const limit = seconds === undefined ? [] : ['timeout', `${seconds}`];
    const [program, ...rest] = [...limit, this.path, ...args] as [string, ...string[]];
    return this.unlessInterrupted(args, () => capture(program, rest, { cwd: this.folder }));
  }

  /**
   * @param failure what could not be done if it fails
   * @param seconds how long it may take. @default as long as it takes
   * @returns its output
   * @throws StandError
   */
  async ask(
    args: readonly string[],
    failure: string,
    seconds?: number,
  ): Promise<readonly string[]> {
    const { code, lines, output } = await this.capture(args, seconds);
    if (code !== 0) throw engineError([`${failure}:`, ...output].join('\n'));
    return lines;
  }

  /** Replaces the engine's errors after an interruption, which help nobody. */
  private async unlessInterrupted<Ended extends number | Captured>(
    args: readonly string[],
    work: () => Promise<Ended>,
  ): Promise<Ended> {
    if (wasInterrupted()) throw interruption(args);
    const ended = await work();
    const code = typeof ended === 'number' ? ended : ended.code;
    if (code !== 0 && wasInterrupted()) throw interruption(args);
    return ended;
  }
}

/** The error for an engine's output when it failed. */
export function engineError(text: string): StandError {
  if (isLocked(text)) return lockedError(text);
  return new StandError(withRemedy(text), isUnreadable(text) ? exitCodes.unprepared : undefined);
}

function interruption([name = '']: readonly string[]): StandError {
  const command = finishedBy[name];
  const remedy = command ? `; to continue: ./stand ${command}` : '';
  return new StandError(`interrupted${remedy}`, exitCodes.interrupted);
}
