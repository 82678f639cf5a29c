import type { BackupPlan } from '../description/backup-config';

const hours = Array.from({ length: 24 }, (_, hour) => hour);

function at(hour: number): string {
  return `at ${String(hour).padStart(2, '0')}:00`;
}

/** A week in each volume: three are kept, one takes jobs, one is a reserve. */
const dailyPool = { retentionDays: 21, volumeGiB: 2, volumeDays: 7, volumes: 5 };

/** The plans that a job can name. */
export const backupPlans: Readonly<Record<string, BackupPlan>> = {
  /** For what changes seldom: in full on the 1st, what differs from that on the 15th. */
  monthly: {
    full: {
      runs: [`on 1 ${at(1)}`],
      retentionDays: 29,
      volumeGiB: 1,
      volumeDays: 30,
      volumes: 3,
    },
    differential: {
      runs: [`on 15 ${at(1)}`],
      retentionDays: 29,
      volumeGiB: 1,
      volumeDays: 30,
      volumes: 3,
    },
    incremental: {
      runs: [`on 2-14 ${at(1)}`, `on 16-31 ${at(1)}`],
      retentionDays: 7,
      volumeGiB: 1,
      volumeDays: 14,
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
      volumeDays: 1,
      volumes: 3,
    },
  },
};
