import { exitCodes, StandError } from '../controller/errors';
import { type Captured, wasInterrupted } from '../controller/process';

/** @returns what a program said that copies data @throws StandError where it failed, or was interrupted */
export function requireCopied(captured: Captured): Captured {
  if (captured.code === 0) return captured;
  const isInterrupted = wasInterrupted();
  const why = isInterrupted ? 'interrupted' : captured.output.slice(-5).join('\n');
  throw new StandError(
    `the data of the services was not copied: ${why}`,
    isInterrupted ? exitCodes.interrupted : exitCodes.failed,
  );
}
