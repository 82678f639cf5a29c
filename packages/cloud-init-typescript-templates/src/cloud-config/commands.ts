/** Modules bootcmd and runcmd. */
export interface Commands {
  /** Early at every boot, before the network is up. */
  readonly bootcmd?: readonly Command[];
  /** Once, late in the first boot. */
  readonly runcmd?: readonly Command[];
}

/** A line for sh, or an argument vector run without a shell. */
export type Command = string | readonly string[];
