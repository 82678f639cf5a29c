import { type Command, Option } from 'commander';
import { planRestore, restoreDatabase } from '../../operations/restore/database';
import {
  type RestoredFiles,
  removeRestored,
  replaceLive,
  restoreBeside,
} from '../../operations/restore/host-files';
import { pointTarget, timeTarget } from '../../operations/restore/recovery';
import { changedTables } from '../../operations/restore/rows';
import { localName, planUser, restoreUser, userChanges } from '../../operations/restore/user';
import { confirm } from '../confirm';
import type { Context } from '../context';
import { finishReport, operate, phaseOf, reportHead } from '../operations';
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
    .description('Restore data from the backups; shows what would be lost, and asks first.');
  common(restores.command('database'), 'the whole stand')
    .description(
      "Restore ejabberd's database as of a point in time. Users are disconnected meanwhile.",
    )
    .addOption(
      new Option('--point <name>', 'a restore point that an earlier restore named').conflicts('at'),
    )
    .action((options: Common & { point?: string }) => database(context, options));
  common(restores.command('user'), 'the user')
    .description("Restore one user's data from Bacula's newest dump; other users are not affected.")
    .argument('<name>', 'the user, such as max')
    .action((name: string, options: Common) => user(context, name, options));
  common(restores.command('files'), 'the host')
    .description("Restore a host's files from Bacula.")
    .argument('<host>', 'the host whose files to restore')
    .argument('<path...>', 'absolute paths of files and folders')
    .option(
      '--in-place',
      'replace the live files (default: put them into a folder on the backup host)',
    )
    .action((host: string, paths: string[], options: Common & { inPlace?: boolean }) =>
      files(context, host, paths, options),
    );
}

function common(command: Command, whose: string): Command {
  return command
    .option('--at <time>', 'restore as of this time, such as 2030-01-02T03:04:05Z', time)
    .option('--dry-run', 'only show what would be lost; change nothing')
    .option('--confirm <name>', `name of ${whose}, to confirm without being asked`)
    .option('--json', 'print the report as JSON');
}

function database(
  context: Context,
  { at, point, dryRun, confirm: given, json }: Common & { point?: string },
): Promise<void> {
  const { progress } = context;
  return operate(context, async ({ stand, operator }) => {
    const start = new Date();
    const target = point ? pointTarget(point) : timeTarget(at ?? start);
    const plan = await progress.phase('restore a trial beside the live database', () =>
      planRestore(stand, operator, target),
    );
    const lost = changedTables(plan.now, plan.then);
    progress.line(`the database would be as of ${plan.upTo}`);
    progress.line(`rows now → then: ${lost.join(', ') || 'the same number in every table'}`);
    progress.line('everything written since then is lost; all users are disconnected meanwhile');
    let takeBack: string | undefined;
    if (!dryRun) {
      await confirm(stand.name, given);
      takeBack = await restoreDatabase(stand, operator, plan, phaseOf(context));
    }
    const { upTo, now, then } = plan;
    const report = {
      ...reportHead(stand, 'restore database', start, true),
      dryRun: !!dryRun,
      upTo,
      now,
      then,
      takeBack,
    };
    finishReport(context, report, json, () =>
      takeBack
        ? `the database is restored as of ${upTo}; to undo: ./stand restore database --point ${takeBack}\n`
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
    const plan = await progress.phase('load a dump beside the live database', () =>
      planUser(stand, operator, wanted, at),
    );
    const { user: name, taken, tables } = plan;
    const changes = userChanges(tables);
    progress.line(
      `rows of ${name}, as of ${taken.toISOString()}: ${changes.join('; ') || 'the same'}`,
    );
    progress.line('the password and the message archive are kept; sessions end');
    if (!dryRun) {
      await confirm(name, given);
      await progress.phase('replace the rows in the live database', () =>
        restoreUser(stand, operator, plan),
      );
    }
    const report = {
      ...reportHead(stand, 'restore user', start, true),
      ...{ dryRun, user: name, taken, tables },
    };
    finishReport(context, report, json, () =>
      dryRun ? 'nothing was changed\n' : `${name} is restored as of ${taken.toISOString()}\n`,
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
    const found = await progress.phase('restore the files beside the live ones', () =>
      restoreBeside(stand, operator, { host, paths, at }, inPlace),
    );
    for (const line of loss(found)) progress.line(line);
    const keep = !inPlace && !dryRun;
    try {
      if (inPlace && !dryRun) {
        await confirm(host, given);
        await replaceLive(operator, found);
      }
    } finally {
      if (!keep) await removeRestored(operator, found);
    }
    const { files: recorded, differing: changes, missing, parting, removed } = found;
    const { taken, folder, on } = found;
    const where = keep ? `${on.name}:${folder}` : undefined;
    const report = {
      ...reportHead(stand, 'restore files', start, true),
      ...{ dryRun: !!dryRun, host, taken, paths: Object.keys(recorded) },
      ...{ differing: Object.keys(changes), changes, missing, parting, removed, where },
    };
    finishReport(context, report, json, () =>
      dryRun
        ? 'nothing was changed\n'
        : where
          ? `the files are in ${where}\n`
          : 'the files are restored in place\n',
    );
  });
}

/** What an administrator must know before replacing live files. */
function loss(found: RestoredFiles): string[] {
  const { host, taken, files, differing, missing, parting, removed } = found;
  const changes = Object.entries(differing).map(
    ([path, words]) => `${shown(path)} (${words.join(', ')})`,
  );
  const inPlace = (what: string, paths: readonly string[]) =>
    paths.length > 0 ? [`in place ${what}: ${paths.map(shown).join(' ')}`] : [];
  return [
    `${Object.keys(files).length} files, folders and links of ${taken.toISOString()}`,
    `different on ${host.name} now: ${changes.join(' ') || 'none'}`,
    `no longer on ${host.name}: ${missing.map(shown).join(' ') || 'none'}`,
    ...inPlace('would no longer be hard links of other files', parting),
    ...inPlace('would be removed; not in the backup', removed),
  ];
}

/** A path, quoted if a terminal would not show it as it is or it would look like two paths. */
function shown(path: string): string {
  return /[\p{C}\s"]/u.test(path) ? JSON.stringify(path) : path;
}
