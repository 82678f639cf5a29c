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

  /** @returns its exit code */
  run(args: readonly string[], options: RunOptions = {}): Promise<number> {
    return this.unlessInterrupted(args, async (command) => {
      const code = await run('setpriv', command, { ...options, cwd: this.folder });
      return { code };
    }).then(({ code }) => code);
  }

  capture(args: readonly string[]): Promise<Captured> {
    return this.unlessInterrupted(args, (command) =>
      capture('setpriv', command, { cwd: this.folder }),
    );
  }

  /** @returns what it answers @throws StandError with what could not be done, and why */
  async ask(args: readonly string[], lack: string): Promise<readonly string[]> {
    const { code, lines, output } = await this.capture(args);
    if (code !== 0) throw engineError([`${lack}:`, ...output].join('\n'));
    return lines;
  }

  /** What it says when it is told to end in the middle of its work helps nobody. */
  private async unlessInterrupted<Ended extends { readonly code: number }>(
    args: readonly string[],
    work: (command: readonly string[]) => Promise<Ended>,
  ): Promise<Ended> {
    if (wasInterrupted()) throw interruption(args);
    // Nobody would hear it without this program; it would go on until it has something to say.
    const ended = await work(['--pdeathsig', 'TERM', this.path, ...args]);
    if (ended.code !== 0 && wasInterrupted()) throw interruption(args);
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
