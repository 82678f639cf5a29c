import { InvalidStandError } from '../model/description/faults/faults';
import { exitCodes, StandError } from './errors';

/** Prints an error, with a stack trace only if it is a bug. @returns the exit code */
export function reportFailure(error: unknown): number {
  const isFault = error instanceof InvalidStandError;
  const isKnown = isFault || error instanceof StandError;
  process.stderr.write(`${isKnown ? error.message : (error as Error).stack}\n`);
  if (isFault) return exitCodes.invalid;
  return error instanceof StandError ? error.exitCode : exitCodes.failed;
}
