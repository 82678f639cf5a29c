import { exitCodes, StandError } from '../../controller/errors';
import type { Stand } from '../../model/stand';
import { type Finding, findingsText } from '../../operations/finding';
import type { ReportHead } from '../../operations/report';
import { takeDown } from '../commands/down';
import { deploy } from '../commands/up';
import { confirm } from '../confirm';
import type { Context } from '../context';
import { finishReport, reportHead } from '../operations';
import { durationOfChange } from './readiness';
import { aimOf, halfDoneText, noteChange, type ReleaseChange } from './release-change';
import { lastingFaults } from './soundness';

export interface ReleaseOptions {
  /** When the command began. */
  readonly start: Date;
  readonly confirm?: string;
  readonly json?: boolean;
  readonly yes?: boolean;
}

/** What becomes of the data while no host uses it. */
interface Move {
  /** Whether that was done by a run that was cut short. */
  readonly isMoved: boolean;
  /** In words. */
  readonly what: string;
  readonly move: () => Promise<void>;
  /** What to say at the end. */
  readonly afterwards: readonly string[];
}

interface ReleaseReport extends ReportHead, Pick<ReleaseChange, 'from' | 'to' | 'direction'> {
  /** Seconds from when the hosts were taken down until all services ran, at most. */
  readonly interruption: number;
  /** What `check` found wrong at the end. */
  readonly faults: readonly string[];
}

/**
 * Takes the hosts down, moves their data, and deploys the described release, from wherever an earlier run was cut
 * short: each part begins anew or is passed over.
 */
export async function complete(
  context: Context,
  described: Stand,
  change: ReleaseChange,
  { start, yes, json }: ReleaseOptions,
  { isMoved, what, move, afterwards }: Move,
): Promise<void> {
  const { paths, progress } = context;
  try {
    if (!isMoved) {
      await takeDown(context, { changesRelease: true });
      await progress.phase(what, move);
    }
    await deploy(context, { changesRelease: true, ...(yes !== undefined && { yes }) });
  } catch (error) {
    // Whoever is told that `up` continues would be refused by it.
    if (!(error instanceof StandError)) throw error;
    throw new StandError(`${error.message}\n${halfDoneText(change)}`, error.exitCode);
  }
  const interruption = (Date.now() - Date.parse(change.begun)) / 1000;
  if (!isMoved) progress.durations.record(durationOfChange, interruption);
  noteChange(paths, { ...change, isDone: true });
  const faults = await progress.phase('see that every probe of ./stand check holds', () =>
    lastingFaults(context),
  );
  const { from, to, direction } = change;
  const operation = `upgrade release${direction === 'back' ? ' --back' : ''}`;
  const report: ReleaseReport = {
    ...reportHead(described, operation, start, faults.length === 0),
    ...{ from, to, direction, faults },
    interruption: Math.round(interruption * 10) / 10,
  };
  finishReport(context, report, json, () =>
    [
      `the stand has ${aimOf(change)}; users were cut off for ${report.interruption} s at most`,
      ...faults.map((fault) => `not as it should be: ${fault}`),
      ...afterwards,
      '',
    ].join('\n'),
  );
}

/** All hosts go at once, so a person must want that. @throws StandError where nobody does */
export function confirmChange({ name }: Stand, { confirm: given }: ReleaseOptions): Promise<void> {
  return confirm(name, given);
}

/** @throws StandError with what failed */
export function requireAll(findings: readonly Finding[]): void {
  const failed = findings.filter(({ ok }) => !ok);
  if (failed.length > 0)
    throw new StandError(`nothing was changed:\n${findingsText(failed)}`.trimEnd());
}

export function wrong(message: string): StandError {
  return new StandError(`nothing was changed: ${message}`, exitCodes.invalid);
}
