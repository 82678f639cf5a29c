import { join } from 'node:path';
import { exitCodes, StandError } from '../controller/errors';
import type { Stand } from '../model/stand';
import { Operator } from '../operations/operator';
import type { Phase } from '../operations/phase';
import { type ReportHead, saveReport } from '../operations/report';
import { describedStand } from './config';
import type { Context } from './context';
import { requireRunning } from './reach/place';
import { reachOf } from './reach/reach';
import { halfDoneText, readChange } from './release/release-change';

/** What an operation works with. */
export interface OperationContext {
  readonly stand: Stand;
  readonly operator: Operator;
  /** File of the certificates that clients trust. */
  readonly authority: string;
}

/** Runs an operation on the running stand, and ends everything that it started there. */
export async function operate<Result>(
  context: Context,
  work: (operation: OperationContext) => Promise<Result>,
): Promise<Result> {
  const { paths, place } = context;
  const stand = describedStand(paths);
  // Before the lab is asked for: `up` would not start it.
  const half = halfDoneText(readChange(paths));
  if (half && !(await place.running())) throw new StandError(half, exitCodes.invalid);
  await requireRunning(place, exitCodes.invalid);
  const reach = reachOf(context, stand);
  const operator = new Operator(reach);
  try {
    return await work({ stand, operator, authority: reach.clientAuthority });
  } finally {
    operator.close();
  }
}

/** Has an operation tell of its parts as the command does of its own. */
export function phaseOf({ progress }: Pick<Context, 'progress'>): Phase {
  return (name, work) => progress.phase(name, work);
}

/** Saves the report, prints it, and sets the exit code. */
export function finishReport<Report extends ReportHead>(
  { paths, progress }: Context,
  report: Report,
  json: boolean | undefined,
  text: (report: Report) => string,
): void {
  const file = saveReport(join(paths.runtime, 'reports'), report);
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : text(report));
  progress.line(`the report is saved as ${file}`);
  if (!report.ok) process.exitCode = exitCodes.failed;
}

/** The fields that every report begins with. */
export function reportHead(stand: Stand, operation: string, start: Date, ok: boolean): ReportHead {
  const seconds = Math.round((Date.now() - start.getTime()) / 100) / 10;
  return { version: 1, operation, stand: stand.name, at: start.toISOString(), seconds, ok };
}
