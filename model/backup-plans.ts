import type { BackupPlan } from './backup-config';

const hours = Array.from({ length: 24 }, (_, hour) => hour);

function at(hour: number): string {
  return `at ${String(hour).padStart(2, '0')}:00`;
}

/** A day's work in one volume, a week's in the next: four weeks fit. */
const dailyPool = { retentionDays: 21, volumeGiB: 2, volumeJobs: 7, volumes: 4 };

/** The plans that a job can name. */
export const backupPlans: Readonly<Record<string, BackupPlan>> = {
  /** For what changes seldom: in full on the 1st, what differs from that on the 15th. */
  monthly: {
    full: {
      runs: [`on 1 ${at(1)}`],
      retentionDays: 29,
      volumeGiB: 1,
      volumeJobs: 30,
      volumes: 3,
    },
    differential: {
      runs: [`on 15 ${at(1)}`],
      retentionDays: 29,
      volumeGiB: 1,
      volumeJobs: 30,
      volumes: 3,
    },
    incremental: {
      runs: [`on 2-14 ${at(1)}`, `on 16-31 ${at(1)}`],
      retentionDays: 7,
      volumeGiB: 1,
      volumeJobs: 14,
      volumes: 3,
    },
  },
  /** For what changes all the time: in full each night, what differs from that at 13:00. */
  hourly: {
    full: { runs: [at(1)], ...dailyPool },
    differential: { runs: [at(13)], ...dailyPool },
    incremental: {
      // Without `at`, a range such as 2-12 would mean days of the month.
      runs: hours.filter((hour) => hour !== 1 && hour !== 13).map(at),
      retentionDays: 1,
      volumeGiB: 1,
      volumeJobs: 22,
      volumes: 2,
    },
  },
};
