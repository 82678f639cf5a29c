import {
  type BackupJobConfig,
  type BackupPlan,
  backupLevels,
  type FilesetConfig,
} from '../description/backup-config';
import type { Fault } from '../description/faults';
import type { Stand } from '../stand';
import { hostsOf } from '../topology/groups';
import { dumpFolder, planOf } from './jobs';
import { backupPlans } from './plans';

/** Names become part of names of volumes, for which Bacula takes these characters at least. */
const nameForm = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Backups that Bacula could not make. */
export function backupFaults(stand: Stand): Fault[] {
  const { filesets, jobs } = stand.backups;
  const count = hostsOf(stand, 'bkserver').length;
  const faults = [
    ...Object.entries(filesets).flatMap(([name, fileset]) => filesetFaults(name, fileset)),
    ...Object.entries(jobs).flatMap(([name, job]) => jobFaults(stand, name, job)),
  ];
  if (count > 1) {
    const what = `${count} hosts have the role backup`;
    const remedy = 'leave it to one: it has the only director and the only archive';
    faults.push({ where: 'backups', what, remedy });
  }
  if (count === 0 && Object.keys(jobs).length > 0) {
    const remedy = 'give it to one, or describe no backups';
    faults.push({ where: 'backups', what: 'no host has the role backup', remedy });
  }
  return faults;
}

function filesetFaults(name: string, { paths, compression }: FilesetConfig): Fault[] {
  const where = `fileset '${name}'`;
  const faults = paths
    .filter((path) => !/^\/[^"\\\n]*$/.test(path))
    .map((path) => ({
      where,
      what: `'${path}' is not an absolute path`,
      remedy: 'begin it with / and use no quotes or backslashes',
    }));
  if (!nameForm.test(name)) faults.push(badName(where));
  if (paths.length === 0)
    faults.push({ where, what: 'is empty', remedy: 'list at least one path' });
  if (!['GZIP', 'LZO'].includes(compression)) {
    const what = `compression '${compression}' is unknown`;
    faults.push({ where, what, remedy: 'choose GZIP or LZO' });
  }
  return faults;
}

function jobFaults(stand: Stand, name: string, job: BackupJobConfig): Fault[] {
  const { filesets } = stand.backups;
  const where = `backup '${name}'`;
  const faults: Fault[] = [];
  const add = (what: string, remedy: string) => faults.push({ where, what, remedy });
  const backedUp = hostsOf(stand, 'filedaemons').map((host) => host.name);
  if (!nameForm.test(name)) faults.push(badName(where));
  if (!backedUp.includes(job.host)) {
    add(`'${job.host}' is no host with a file daemon`, `choose from ${backedUp.join(', ')}`);
  }
  if (!Object.hasOwn(filesets, job.fileset)) {
    add(`unknown fileset '${job.fileset}'`, `choose from ${Object.keys(filesets).join(', ')}`);
  }
  if (job.dump && !hostsOf(stand, 'psqlserver').some((host) => host.name === job.host)) {
    add(`'${job.host}' may not read the database`, 'dump on a host with the role postgresql');
  }
  if (job.dump && !filesets[job.fileset]?.paths.includes(dumpFolder)) {
    add(`fileset '${job.fileset}' lacks the dump`, `put ${dumpFolder} into it`);
  }
  const plan = planOf(job);
  if (plan) faults.push(...planFaults(where, plan));
  else add(`unknown plan '${job.plan}'`, `choose from ${Object.keys(backupPlans).join(', ')}`);
  return faults;
}

function planFaults(where: string, plan: BackupPlan): Fault[] {
  return backupLevels.flatMap((level) => {
    const { runs, ...numbers } = plan[level];
    const { retentionDays, volumeDays, volumes } = numbers;
    const enough = Math.ceil(retentionDays / volumeDays) + 2;
    const wrong = Object.entries(numbers).filter(
      ([, value]) => !Number.isInteger(value) || value < 1,
    );
    return [
      ...wrong.map(([key, value]) => ({
        where,
        what: `${level}.${key} ${value} is no number of them`,
        remedy: 'choose a whole number from 1',
      })),
      ...(wrong.length === 0 && volumes < enough
        ? [
            {
              where,
              what: `${level} keeps ${volumes} volumes of ${volumeDays} days for ${retentionDays} days, and then has none to write to`,
              remedy: `choose ${enough} volumes: one takes jobs, one is a reserve`,
            },
          ]
        : []),
      ...runs
        .filter((time) => !/^[a-z0-9 ,:-]+$/i.test(time))
        .map((time) => ({
          where,
          what: `'${time}' is no time of a run`,
          remedy: "write it like 'on 1 at 01:00'",
        })),
    ];
  });
}

function badName(where: string): Fault {
  return {
    where,
    what: 'cannot be part of a name in Bacula',
    remedy: 'use up to 63 lower-case letters, digits and hyphens',
  };
}
