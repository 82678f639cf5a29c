import {
  type BackupJobConfig,
  type BackupLevel,
  type BackupPlan,
  type BackupsConfig,
  backupLevels,
  type LevelPlan,
} from '../description/backup-config';
import { own } from '../description/own';
import { backupPlans } from './plans';

/** Bacula's resources of the same names. @see https://docs.bacula.org, Configuring the Director */
export interface Job {
  readonly name: string;
  /** Name of the host whose files these are. */
  readonly host: string;
  readonly fileset: string;
  readonly schedule: string;
  readonly pools: Readonly<Record<BackupLevel, string>>;
  readonly dump: boolean;
}

export interface Fileset {
  readonly name: string;
  readonly paths: readonly string[];
  readonly compression: string;
}

export interface Schedule {
  readonly name: string;
  /** Values of its Run directives. */
  readonly runs: readonly string[];
}

export interface Pool {
  readonly name: string;
  readonly retentionDays: number;
  readonly volumeGiB: number;
  readonly volumeDays: number;
  readonly volumes: number;
  readonly labelFormat: string;
}

/** The folder into which a dump goes. */
export const dumpFolder = '/bacula-backup';

const levels: Readonly<Record<BackupLevel, { readonly name: string; readonly short: string }>> = {
  full: { name: 'Full', short: 'Full' },
  differential: { name: 'Differential', short: 'Diff' },
  incremental: { name: 'Incremental', short: 'Incr' },
};

export function backupJobs({ jobs }: BackupsConfig): Job[] {
  return Object.entries(jobs).map(([name, { host, fileset, dump = false }]) => ({
    name: `${name}-Job`,
    host,
    fileset: filesetName(fileset),
    schedule: scheduleName(name),
    pools: {
      full: poolName(name, 'full'),
      differential: poolName(name, 'differential'),
      incremental: poolName(name, 'incremental'),
    },
    dump,
  }));
}

export function backupFilesets({ filesets }: BackupsConfig): Fileset[] {
  return Object.entries(filesets).map(([name, fileset]) => ({
    name: filesetName(name),
    ...fileset,
  }));
}

export function backupSchedules({ jobs }: BackupsConfig): Schedule[] {
  return Object.entries(jobs).map(([name, job]) => ({
    name: scheduleName(name),
    runs: levelsOf(job).flatMap(({ level, runs }) => runs.map((time) => run(name, level, time))),
  }));
}

/** Three pools a job: backups of a level share their volumes with no other. */
export function backupPools({ jobs }: BackupsConfig): Pool[] {
  return Object.entries(jobs).flatMap(([name, job]) =>
    levelsOf(job).map(({ level, retentionDays, volumeGiB, volumeDays, volumes }) => ({
      name: poolName(name, level),
      retentionDays,
      volumeGiB,
      volumeDays,
      volumes,
      labelFormat: `${poolName(name, level)}-`,
    })),
  );
}

/** The plan of a job; undefined when it names one that there is not. */
export function planOf({ plan }: BackupJobConfig): BackupPlan | undefined {
  return typeof plan === 'string' ? own(backupPlans, plan) : plan;
}

function levelsOf(job: BackupJobConfig): (LevelPlan & { readonly level: BackupLevel })[] {
  const plan = planOf(job);
  return plan ? backupLevels.map((level) => ({ level, ...plan[level] })) : [];
}

/** A full run names its pool: a job of another level that becomes full goes there anyway. */
function run(job: string, level: BackupLevel, time: string): string {
  const pool = level === 'full' ? ` Pool=${poolName(job, level)}` : '';
  return `Level=${levels[level].name}${pool} ${time}`;
}

function filesetName(fileset: string): string {
  return `My-${fileset}-FS`;
}

function scheduleName(job: string): string {
  return `${job}-Sdl`;
}

function poolName(job: string, level: BackupLevel): string {
  return `${job}-${levels[level].short}`;
}
