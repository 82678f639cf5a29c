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
import { isLocked, lockedError } from './state-lock';

/** Commands of the stand that finish what a command of the engine was at. */
const finishedBy: Readonly<Record<string, string>> = { apply: 'up', destroy: 'down' };

/** The engine's program, in the folder of the stack. */
export class EngineProgram {
  constructor(
    private readonly path: string,
    private readonly folder: string,
  ) {}

  /** Its output is the user's. @returns its exit code */
  run(args: readonly string[]): Promise<number> {
    return this.unlessInterrupted(args, () => run(this.path, args, { cwd: this.folder }));
  }

  /** Its output is read, and it ends in order when the reader is killed. @returns its exit code */
  stream(args: readonly string[], options: RunOptions): Promise<number> {
    const command = [this.path, ...args];
    return this.unlessInterrupted(args, () =>
      run(join(__dirname, 'in-order'), command, { ...options, cwd: this.folder }),
    );
  }

  capture(args: readonly string[]): Promise<Captured> {
    return this.unlessInterrupted(args, () => capture(this.path, args, { cwd: this.folder }));
  }

  /** @returns what it answers @throws StandError with what could not be done, and why */
  async ask(args: readonly string[], lack: string): Promise<readonly string[]> {
    const { code, lines, output } = await this.capture(args);
    if (code !== 0) throw engineError([`${lack}:`, ...output].join('\n'));
    return lines;
  }

  /** What it says when it is told to end in the middle of its work helps nobody. */
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

/** A failure of the engine by what it said. */
export function engineError(text: string): StandError {
  return isLocked(text) ? lockedError(text) : new StandError(withRemedy(text));
}

function interruption([name = '']: readonly string[]): StandError {
  const command = finishedBy[name];
  const remedy = command ? `; the next \`./stand ${command}\` goes on` : '';
  return new StandError(`interrupted${remedy}`, exitCodes.interrupted);
}
