import type { Host } from '../../model/topology/hosts';

export type CommandLine = readonly [program: string, ...args: string[]];

/** Where the stand and what manages it are. */
export interface Reach {
  /** A command line that runs a shell's command on a host. */
  readonly onHost: (host: Host, command: string) => CommandLine;
  /** A command line that runs a command where the hosts are reachable. */
  readonly here: (command: readonly string[]) => CommandLine;
  /** The toolchain's Python. */
  readonly python: string;
  readonly vaultFile: string;
  readonly vaultPasswordFile: string;
  readonly caDirectory: string;
}
