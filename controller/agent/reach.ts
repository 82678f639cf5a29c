import type { Host } from '../../model/topology/hosts';

export type CommandLine = readonly [program: string, ...args: string[]];

/** What of a host is enough to reach it: also of one that is no longer described. */
export type Reachable = Pick<Host, 'name' | 'managementAddress'>;

/** How to run commands on the stand's hosts and beside them. */
export interface Reach {
  /** A command line that runs a shell command on a host. */
  readonly onHost: (host: Reachable, command: string) => CommandLine;
  /** A command line that runs a command where the hosts are reachable. */
  readonly here: (command: readonly string[]) => CommandLine;
  /** The toolchain's Python. */
  readonly python: string;
  readonly vaultFile: string;
  readonly vaultPasswordFile: string;
  readonly caDirectory: string;
  /** File of the certificates that the stand's clients trust. */
  readonly clientAuthority: string;
}
