/** Exit codes of `./stand`. 0: done; after `diff`: nothing would change. */
export const exitCodes = {
  failed: 1,
  /** The description, or the command line, is not valid; nothing was changed. */
  invalid: 2,
  /** This machine does not meet a requirement; nothing was changed. */
  unprepared: 3,
  /** `diff` found changes, or `status` found something down. */
  different: 4,
  /** Another command is working on the stand; nothing was changed. */
  busy: 5,
  /** `check` could not run any probe. */
  unable: 6,
  /** Ended by a signal; the code that shells use for Ctrl-C. */
  interrupted: 130,
} as const;

/** A failure that the user can act on: what, where, and what to do next. No stack trace is shown. */
export class StandError extends Error {
  constructor(
    message: string,
    readonly exitCode: number = exitCodes.failed,
  ) {
    super(message);
    this.name = 'StandError';
  }
}
