/** Takes one line of a running step's output. */
export type Log = (line: string) => void;

/** One part of the toolchain. Steps are independent: they may run side by side. */
export interface Step {
  readonly name: string;
  /** Whether the result of `run` exists and is up to date. Uses no network. */
  done(): Promise<boolean>;
  /** The Debian packages that `run` needs here and that are missing. May probe the network. */
  packages(): Promise<string[]>;
  /** Makes it, however an earlier run ended. @throws Error that says what failed, and how */
  run(log: Log): Promise<void>;
}

/** Where the toolchain lies. */
export interface ToolchainPaths {
  /** The checkout. */
  readonly root: string;
  /** `.stand/toolchain` of the checkout: the launcher looks there. */
  readonly toolchain: string;
}
