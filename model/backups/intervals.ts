import type { BackupsConfig } from '../description/backup-config';
import { backupJobs, backupSchedules } from './jobs';

const minutesOfDay = 24 * 60;
/** January and February: a long month, a short one, and the step between them. */
const daysOfMonths = [31, 28].flatMap((days) => Array.from({ length: days }, (_, day) => day + 1));

/**
 * For each job by Bacula's name, the longest time in seconds between two of its runs. A job whose
 * plan has other words than `on` days of the month and `at` a time is left out.
 */
export function backupIntervals(backups: BackupsConfig): Record<string, number> {
  const schedules = new Map(backupSchedules(backups).map(({ name, runs }) => [name, runs]));
  return Object.fromEntries(
    backupJobs(backups).flatMap(({ name, schedule }) => {
      const interval = longestInterval(schedules.get(schedule) ?? []);
      return interval === undefined ? [] : [[name, interval]];
    }),
  );
}

function longestInterval(runs: readonly string[]): number | undefined {
  const times = runs.map(minutesOfRun);
  if (times.length === 0 || times.includes(undefined)) return undefined;
  const sorted = [...new Set(times.flat() as number[])].sort((one, other) => one - other);
  const gaps = sorted.slice(1).map((time, index) => time - (sorted[index] as number));
  return gaps.length === 0 ? undefined : Math.max(...gaps) * 60;
}

/** Minutes from the beginning of January; undefined for words not known here. */
function minutesOfRun(run: string): number[] | undefined {
  const time = /^(?:\S+=\S+ )*(?:on (\d+)(?:-(\d+))? )?at (\d\d):(\d\d)$/.exec(run);
  if (!time) return undefined;
  const [first, last, hour, minute] = time.slice(1).map((digits) => digits && Number(digits));
  const from = Number(first ?? 1);
  const to = Number(last ?? first ?? 31);
  return daysOfMonths.flatMap((day, index) =>
    day >= from && day <= to ? [index * minutesOfDay + Number(hour) * 60 + Number(minute)] : [],
  );
}
