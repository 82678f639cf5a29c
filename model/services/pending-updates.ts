/** The program of the role base by which a host tells what waits; roles repeat its path. */
export const updatesProgram = '/usr/local/libexec/pending-updates';

/** What waits to be installed, as the host tells it. */
export interface PendingUpdates {
  /** When its lists of packages were refreshed, in seconds since 1970. */
  readonly refreshed: number;
  readonly packages: readonly PendingPackage[];
  /** Why a reboot is due. */
  readonly reboot: string | null;
  /** Units that run code which was replaced. */
  readonly outdated: readonly string[];
}

export interface PendingPackage {
  readonly name: string;
  /** Null for a package that comes along with another. */
  readonly from: string | null;
  readonly to: string;
  readonly security: boolean;
  /** When it was first seen, in seconds since 1970. */
  readonly since: number;
}
