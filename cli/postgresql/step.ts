import { exitCodes, StandError } from '../../controller/errors';
import type { HostVersions } from '../../operations/major-way';
import type { Context } from '../context';
import type { OperationContext } from '../operations';

export interface MajorOptions {
  readonly confirm?: string;
  readonly json?: boolean;
}

/** What is done about the major version of a stand's PostgreSQL, from what its hosts have. */
export type MajorStep = (
  context: Context,
  operation: OperationContext,
  versions: readonly HostVersions[],
  options: MajorOptions,
) => Promise<void>;

/** @returns the version of hosts that do not have the wanted one yet @throws StandError for a higher one */
export function requireEarlier(
  versions: readonly HostVersions[],
  to: number,
  release: string,
): number {
  requireRelease(versions, release);
  const from = Math.max(...versions.map(({ current }) => current).filter((one) => one !== to));
  if (from < to) return from;
  throw invalid(
    `PostgreSQL ${to} is described, but ${from} runs; to go back: ./stand upgrade postgresql --back`,
  );
}

/** @throws StandError where hosts are of another release than is described */
export function requireRelease(versions: readonly HostVersions[], release: string): void {
  const others = versions.filter(({ codename }) => codename !== release);
  if (others.length === 0) return;
  const names = others.map(({ host, codename }) => `${host.name} (${codename})`).join(', ');
  throw invalid(
    `${release} is described, but hosts are of another release: ${names}; first run ./stand upgrade release`,
  );
}

/** @returns whether the way back to a version has begun, and is gone on with; it may be done, too */
export function isOnTheWayBack(versions: readonly HostVersions[], to: number): boolean {
  const has = versions.filter(({ current }) => current === to);
  if (has.length === 0) return false;
  return (
    has.length < versions.length || versions.some(({ aside }) => aside.some((one) => one > to))
  );
}

export function invalid(message: string): StandError {
  return new StandError(`${message}; nothing was changed`, exitCodes.invalid);
}
