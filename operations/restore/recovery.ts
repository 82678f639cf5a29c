import { exitCodes, StandError } from '../../controller/errors';
import type { Host } from '../../model/topology/hosts';
import type { Operator } from '../operator';
import type { Rows } from './rows';

/** A moment in the words of pgBackRest: by time, or by the name of a restore point. */
export interface Target {
  readonly type: 'time' | 'name';
  readonly value: string;
}

/** Longest time for which a server may replay WAL, in seconds. */
export const longestRecovery = 60 * 60;

export function timeTarget(at: Date): Target {
  return { type: 'time', value: at.toISOString().replace('T', ' ').replace('Z', '+00') };
}

/** @throws StandError when nothing here has made a moment of that name: PostgreSQL's settings would hold it */
export function pointTarget(name: string): Target {
  if (/^[a-z-]+-\d+-timeline-\d+$/.test(name)) return { type: 'name', value: name };
  throw new StandError(
    `a point must be a name that a restore told, such as before-restore-1900000000000-timeline-2; got '${name}'`,
    exitCodes.invalid,
  );
}

/** A moment with a name in the WAL; see guest/mark.py. */
export interface Mark {
  /** The given name with time and timeline: what a restore to it needs to know. */
  readonly name: string;
  /** Numbers of rows right before and right after it. */
  readonly before: Rows;
  readonly after: Rows;
  /** Seconds since WAL was last archived before that. */
  readonly exposed: number;
}

/** Marks this moment, writes a row that is there at this moment only, and archives the WAL up to it. */
export function mark(
  operator: Operator,
  primary: Host,
  database: string,
  name: string,
): Promise<Mark> {
  return operator.on(primary, 'mark.py', { database, name });
}

/** What came back; see guest/recover.py. */
export interface Recovered {
  /** Time of the last transaction that came back. */
  readonly upTo: string;
  /** Seconds until the files were copied. */
  readonly restored: number;
  /** Seconds until the database answered. */
  readonly recovered: number;
  /** Name in the row that was written for a mark; null when there is none. */
  readonly marker: string | null;
  readonly rows: Rows;
}

/** Restores the newest fitting backup into a scratch server on a host, which is gone again afterwards. */
export function recover(
  operator: Operator,
  host: Host,
  database: string,
  target: Target,
): Promise<Recovered> {
  return operator.on(host, 'recover.py', { database, target, seconds: longestRecovery });
}
