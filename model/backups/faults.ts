import {
  type BackupJobConfig,
  type BackupPlan,
  backupLevels,
  type FilesetConfig,
} from '../description/backup-config';
import type { Fault } from '../description/faults/faults';
import { own } from '../description/own';
import type { Stand } from '../stand';
import { hostsOf } from '../topology/groups';
import { dumpFolder, planOf } from './jobs';
import { backupPlans } from './plans';

/** Names become part of names of volumes, for which Bacula takes these characters at least. */
const nameForm = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Faults of backups that Bacula could not make. */
export function backupFaults(stand: Stand): Fault[] {
  const { filesets, jobs } = stand.backups;
  const count = hostsOf(stand, 'bkserver').length;
  const faults = [
    ...(Object.keys(jobs).length > 0 ? catalogFaults(stand) : []),
    ...Object.entries(filesets).flatMap(([name, fileset]) => filesetFaults(name, fileset)),
    ...Object.entries(jobs).flatMap(([name, job]) => jobFaults(stand, name, job)),
  ];
  if (count > 1) {
    const what = `at most one host can have the role backup; got ${count}`;
    const remedy = 'choose the one that has the director and the archive';
    faults.push({ where: 'backups', what, remedy });
  }
  if (count === 0 && Object.keys(jobs).length > 0) {
    const remedy = 'give it to a host, or remove the jobs';
    faults.push({ where: 'backups', what: 'no host has the role backup', remedy });
  }
  return faults;
}

/** The catalog has a PostgreSQL of its own, in the folder that Patroni has its own in. */
function catalogFaults(stand: Stand): Fault[] {
  const databases = hostsOf(stand, 'psqlserver');
  return hostsOf(stand, 'bkserver')
    .filter((host) => databases.includes(host))
    .map(({ name }) => ({
      where: `host '${name}'`,
      what: "with backup jobs it cannot have the roles postgresql and backup: Bacula's catalog would lie where the databases do",
      remedy:
        'give backup to another host, or remove the jobs; the databases are archived either way',
    }));
}

function filesetFaults(name: string, { paths, compression }: FilesetConfig): Fault[] {
  const where = `fileset '${name}'`;
  const faults = paths
    .filter((path) => !/^\/[^"\\\n]*$/.test(path))
    .map((path) => ({
      where,
      what: `paths must be absolute, without quotes and backslashes; got '${path}'`,
      remedy: 'write them like /etc/ejabberd',
    }));
  if (!nameForm.test(name)) faults.push(badName(where));
  if (paths.length === 0)
    faults.push({ where, what: 'paths must not be empty', remedy: 'list at least one' });
  if (!['GZIP', 'LZO'].includes(compression)) {
    const what = `compression must be GZIP or LZO; got '${compression}'`;
    faults.push({ where, what, remedy: 'choose GZIP for size, LZO for speed' });
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
    const what = `host must be one with a file daemon; got '${job.host}'`;
    add(what, `choose from ${backedUp.join(', ')}`);
  }
  if (!Object.hasOwn(filesets, job.fileset)) {
    add(`unknown fileset '${job.fileset}'`, `choose from ${Object.keys(filesets).join(', ')}`);
  }
  if (job.dump && !hostsOf(stand, 'psqlserver').some((host) => host.name === job.host)) {
    const what = `host must have the role postgresql for a dump; got '${job.host}'`;
    add(what, 'choose another host, or remove dump');
  }
  if (job.dump && !own(filesets, job.fileset)?.paths.includes(dumpFolder)) {
    add(`fileset '${job.fileset}' does not include the dump`, `add ${dumpFolder} to its paths`);
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
        what: `${level}.${key} must be a whole number from 1; got ${value}`,
        remedy: 'write it like 3',
      })),
      ...(wrong.length === 0 && volumes < enough
        ? [
            {
              where,
              what: `${level}.volumes must be at least ${enough} to keep ${retentionDays} days in volumes of ${volumeDays} days; got ${volumes}`,
              remedy: `choose ${enough}: one volume takes jobs, one is a reserve`,
            },
          ]
        : []),
      ...runs
        .filter((time) => !/^[a-z0-9 ,:-]+$/i.test(time))
        .map((time) => ({
          where,
          what: `${level}.runs must be times of Bacula's schedules; got '${time}'`,
          remedy: "write it like 'on 1 at 01:00'",
        })),
    ];
  });
}

function badName(where: string): Fault {
  return {
    where,
    what: "name must be one that fits into the names of Bacula's volumes",
    remedy: 'use up to 63 lower-case letters, digits and hyphens',
  };
}
