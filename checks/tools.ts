import type { Host } from '../model/topology/hosts';

/**
 * How probes look at the stand. Made once for each run: the same question is asked once only, however
 * many probes want its answer.
 *
 * Scripts are Python files of `checks/guest`, named by their path relative to that folder. Each reads
 * one JSON value from standard input, its argument, and prints one JSON value. A script that fails
 * rejects with the last line that it wrote to standard error, so `sys.exit('what is wrong')` is an
 * answer.
 */
export interface Tools {
  /** File with the certificate of the stand's authority, for scripts that run here. */
  readonly authority: string;

  /** File of the certificates that the stand's clients trust, for the same. */
  readonly clientAuthority: string;

  /**
   * Runs a script on a host as root. It is sent there, so it can import the standard library only.
   * @param argument null when absent
   */
  ask(host: Host, script: string, argument?: unknown): Promise<unknown>;

  /**
   * Runs a script where the hosts are managed from, by the toolchain's Python (which has slixmpp,
   * websockets, aioice, dnspython and PyYAML); it lies in its folder, so it can import its neighbours.
   * @param secrets names in the vault, without `vault_`: the script finds their values in the member
   * `secrets` of its argument, which must then be an object. TypeScript never sees them.
   */
  askHere(script: string, argument?: unknown, secrets?: readonly string[]): Promise<unknown>;
}
