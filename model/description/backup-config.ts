/** What is backed up by Bacula, and when. */
export interface BackupsConfig {
  /** Sets of files by name; Bacula knows the set `fs` as `My-fs-FS`. */
  readonly filesets: Readonly<Record<string, FilesetConfig>>;
  /** Jobs by name; Bacula's job, pools and schedule of `e1-fs` begin with that name. */
  readonly jobs: Readonly<Record<string, BackupJobConfig>>;
}

export interface FilesetConfig {
  /** Absolute paths of files and folders; one that a host does not have is a warning only. */
  readonly paths: readonly string[];
  /** GZIP is smaller, LZO is faster. */
  readonly compression: 'GZIP' | 'LZO';
}

export interface BackupJobConfig {
  /** The host whose files these are. */
  readonly host: string;
  readonly fileset: string;
  /** Name of a plan of the model, or one of your own. */
  readonly plan: string | BackupPlan;
  /** Whether ejabberd's database is dumped before, into the folder `/bacula-backup`. @default false */
  readonly dump?: boolean;
}

/** When a job runs at each level, and how long it is kept. */
export type BackupPlan = Readonly<Record<BackupLevel, LevelPlan>>;

export const backupLevels = ['full', 'differential', 'incremental'] as const;
export type BackupLevel = (typeof backupLevels)[number];

export interface LevelPlan {
  /** Times in the words of Bacula's Schedule resource, in UTC, such as `on 1 at 01:00`. */
  readonly runs: readonly string[];
  /** Days for which a full volume is not reused. */
  readonly retentionDays: number;
  /** Largest size of a volume. */
  readonly volumeGiB: number;
  /** Days for which a volume takes jobs, however many, from its first one. */
  readonly volumeDays: number;
  /** Most volumes in the pool: one takes jobs, one is a reserve, the others are kept. */
  readonly volumes: number;
}
