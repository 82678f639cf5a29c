import { type Command, Option } from 'commander';
import { planRestore, restoreDatabase } from '../../operations/restore/database';
import {
  bringBack,
  putBack,
  type RestoredFiles,
  takeAway,
} from '../../operations/restore/host-files';
import { pointTarget, timeTarget } from '../../operations/restore/recovery';
import { changedTables } from '../../operations/restore/rows';
import { localName, planUser, restoreUser, userChanges } from '../../operations/restore/user';
import { confirm } from '../confirm';
import type { Context } from '../context';
import { conclude, head, operate } from '../operations';
import { time } from '../time';

interface Common {
  readonly at?: Date;
  readonly dryRun?: boolean;
  readonly confirm?: string;
  readonly json?: boolean;
}

export function restore(program: Command, context: Context): void {
  const restores = program
    .command('restore')
    .description('Bring data back from the backups; first it is shown what would be lost.');
  common(restores.command('database'), 'the whole stand')
    .description("Put ejabberd's database back to a moment. Users are thrown out meanwhile.")
    .addOption(
      new Option(
        '--point <name>',
        'the moment by its name, which an earlier restore told',
      ).conflicts('at'),
    )
    .action((options: Common & { point?: string }) => database(context, options));
  common(restores.command('user'), 'the user')
    .description("Bring one user's data back from Bacula's newest dump; all others keep theirs.")
    .argument('<name>', 'the user, such as max')
    .action((name: string, options: Common) => user(context, name, options));
  common(restores.command('files'), 'the host')
    .description("Bring a host's files back from Bacula.")
    .argument('<host>', 'whose files')
    .argument('<path...>', 'absolute paths of files and folders')
    .option('--in-place', 'over the live files; by default they are laid down on the backup host')
    .action((host: string, paths: string[], options: Common & { inPlace?: boolean }) =>
      files(context, host, paths, options),
    );
}

function common(command: Command, whose: string): Command {
  return command
    .option('--at <time>', 'the moment, such as 2030-01-02T03:04:05Z', time)
    .option('--dry-run', 'only show what would be lost')
    .option('--confirm <name>', `name of ${whose}, for a program: nothing is asked`)
    .option('--json', 'for a program: the report');
}

function database(
  context: Context,
  { at, point, dryRun, confirm: given, json }: Common & { point?: string },
): Promise<void> {
  const { progress } = context;
  return operate(context, async ({ stand, operator }) => {
    const start = new Date();
    const target = point ? pointTarget(point) : timeTarget(at ?? start);
    const plan = await progress.phase('try it out beside the live database', () =>
      planRestore(stand, operator, target),
    );
    const lost = changedTables(plan.now, plan.then);
    progress.line(`the database would be as of ${plan.upTo}`);
    progress.line(`rows now → then: ${lost.join(', ') || 'as many as now in every table'}`);
    progress.line('everything written since then is lost, and all users are thrown out meanwhile');
    let takeBack: string | undefined;
    if (!dryRun) {
      await confirm(stand.name, given);
      const phase = <Result>(name: string, work: () => Promise<Result>) =>
        progress.phase(name, work);
      takeBack = await restoreDatabase(stand, operator, plan, phase);
    }
    const { upTo, now, then } = plan;
    const report = {
      ...head(stand, 'restore database', start, true),
      dryRun: !!dryRun,
      upTo,
      now,
      then,
      takeBack,
    };
    conclude(context, report, json, () =>
      takeBack
        ? `the database is as of ${upTo}; to take that back: ./stand restore database --point ${takeBack}\n`
        : 'nothing was changed\n',
    );
  });
}

function user(
  context: Context,
  address: string,
  { at, dryRun = false, confirm: given, json }: Common,
): Promise<void> {
  const { progress } = context;
  return operate(context, async ({ stand, operator }) => {
    const start = new Date();
    const wanted = localName(stand, address);
    const plan = await progress.phase('bring a dump back beside the live database', () =>
      planUser(stand, operator, wanted, at),
    );
    const { user: name, taken, tables } = plan;
    const changes = userChanges(tables);
    progress.line(
      `rows of ${name}, as of ${taken.toISOString()}: ${changes.join('; ') || 'the same'}`,
    );
    progress.line('the password stays, of the archive nothing goes; sessions are ended');
    if (!dryRun) {
      await confirm(name, given);
      await progress.phase('put it into the live database', () =>
        restoreUser(stand, operator, plan),
      );
    }
    const report = {
      ...head(stand, 'restore user', start, true),
      ...{ dryRun, user: name, taken, tables },
    };
    conclude(context, report, json, () =>
      dryRun ? 'nothing was changed\n' : `${name} has the data of ${taken.toISOString()}\n`,
    );
  });
}

function files(
  context: Context,
  host: string,
  paths: readonly string[],
  { at, inPlace = false, dryRun, confirm: given, json }: Common & { inPlace?: boolean },
): Promise<void> {
  const { progress } = context;
  return operate(context, async ({ stand, operator }) => {
    const start = new Date();
    const found = await progress.phase('bring them back beside the live ones', () =>
      bringBack(stand, operator, { host, paths, at }, inPlace),
    );
    for (const line of loss(found)) progress.line(line);
    const keep = !inPlace && !dryRun;
    try {
      if (inPlace && !dryRun) {
        await confirm(host, given);
        await putBack(operator, found);
      }
    } finally {
      if (!keep) await takeAway(operator, found);
    }
    const { files: recorded, differing: changes, missing, parting, removed } = found;
    const { taken, folder, on } = found;
    const where = keep ? `${on.name}:${folder}` : undefined;
    const report = {
      ...head(stand, 'restore files', start, true),
      ...{ dryRun: !!dryRun, host, taken, paths: Object.keys(recorded) },
      ...{ differing: Object.keys(changes), changes, missing, parting, removed, where },
    };
    conclude(context, report, json, () =>
      dryRun
        ? 'nothing was changed\n'
        : where
          ? `they are in ${where}\n`
          : 'they are back in place\n',
    );
  });
}

/** What an administrator must know before live files are replaced. */
function loss(found: RestoredFiles): string[] {
  const { host, taken, files, differing, missing, parting, removed } = found;
  const changes = Object.entries(differing).map(
    ([path, words]) => `${shown(path)} (${words.join(', ')})`,
  );
  const inPlace = (what: string, paths: readonly string[]) =>
    paths.length > 0 ? [`in place ${what}: ${paths.map(shown).join(' ')}`] : [];
  return [
    `${Object.keys(files).length} files, folders and links of ${taken.toISOString()}`,
    `otherwise on ${host.name} now: ${changes.join(' ') || 'none'}`,
    `no longer on ${host.name}: ${missing.map(shown).join(' ') || 'none'}`,
    ...inPlace('no hard links of other files any more', parting),
    ...inPlace('removed, and not in the backup', removed),
  ];
}

/** A path with what a terminal would not show as it is, or would take for two paths, written out. */
function shown(path: string): string {
  return /[\p{C}\s"]/u.test(path) ? JSON.stringify(path) : path;
}
