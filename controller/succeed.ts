import { StandError } from './errors';
import { capture } from './process';

/** Runs a program to its end. @throws StandError with all that it said, when it fails */
export async function succeed(program: string, ...args: readonly string[]): Promise<void> {
  const { code, output } = await capture(program, args);
  if (code !== 0) throw new StandError(output.join('\n'));
}
