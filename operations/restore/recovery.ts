import { exitCodes, StandError } from '../../controller/errors';
import type { Host } from '../../model/topology/hosts';
import type { Operator } from '../operator';
import type { Rows } from './rows';

/** A recovery target in pgBackRest's terms: a time, or the name of a restore point. */
export interface Target {
  readonly type: 'time' | 'name';
  readonly value: string;
}

/** Longest time that a server may take to replay WAL, in seconds. */
export const longestRecovery = 60 * 60;

export function timeTarget(at: Date): Target {
  return { type: 'time', value: at.toISOString().replace('T', ' ').replace('Z', '+00') };
}

/** @throws StandError when the name is not one that `mark` gives: it ends up in PostgreSQL's settings */
export function pointTarget(name: string): Target {
  if (/^[a-z-]+-\d+-timeline-\d+$/.test(name)) return { type: 'name', value: name };
  throw new StandError(
    `--point must be a name that an earlier restore printed, such as before-restore-1900000000000-timeline-2; got '${name}'`,
    exitCodes.invalid,
  );
}

/** A named restore point in the WAL; see guest/mark.py. */
export interface Mark {
  /** The given name with time and timeline, which a restore to it needs. */
  readonly name: string;
  /** Numbers of rows right before and right after it. */
  readonly before: Rows;
  readonly after: Rows;
  /** Seconds since WAL was last archived before that. */
  readonly exposed: number;
}

/** Creates a restore point, with a row that exists only at that moment, and archives the WAL up to it. */
export function mark(
  operator: Operator,
  primary: Host,
  database: string,
  name: string,
): Promise<Mark> {
  return operator.on(primary, 'mark.py', { database, name });
}

/** What was recovered; see guest/recover.py. */
export interface Recovered {
  /** Time of the last transaction that was recovered. */
  readonly upTo: string;
  /** Seconds until the files were copied. */
  readonly restored: number;
  /** Seconds until the database answered. */
  readonly recovered: number;
  /** Name in the row that was written for a mark; null when there is none. */
  readonly marker: string | null;
  readonly rows: Rows;
}

/** Restores the newest suitable backup into a scratch server on a host, which is removed afterwards. */
export function recover(
  operator: Operator,
  host: Host,
  database: string,
  target: Target,
): Promise<Recovered> {
  return operator.on(host, 'recover.py', { database, target, seconds: longestRecovery });
}
