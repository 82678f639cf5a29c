import { type Command, Option } from 'commander';
import { readVersions } from '../../operations/major-upgrade';
import type { Context } from '../context';
import { requireSettledRelease } from '../guard/settled-release';
import { operate } from '../operations';
import { finish, goBackTo } from '../postgresql/back';
import { convert, rehearseOnly } from '../postgresql/convert';
import type { MajorOptions } from '../postgresql/step';
import { requireOneWish } from './one-wish';

interface Options extends MajorOptions {
  readonly check?: boolean;
  readonly back?: boolean;
  readonly finish?: boolean;
}

/** @param group the command `upgrade` */
export function upgradePostgresql(group: Command, context: Context): void {
  group
    .command('postgresql')
    .description('Convert the databases to the described major version of PostgreSQL.')
    .addOption(
      new Option(
        '--check',
        'only convert the newest backup, beside; exit code 4 if there is something to do',
      ).conflicts(['back', 'finish']),
    )
    .addOption(
      new Option('--back', 'go back to the databases of before, as they were then').conflicts(
        'finish',
      ),
    )
    .option('--finish', 'delete the databases of before')
    .option('--confirm <name>', 'name of the stand, to confirm without being asked')
    .option('--json', 'print the report as JSON')
    // `upgrade --check postgresql` is no order to begin.
    .action((_, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      requireOneWish(options);
      const { check, back } = options;
      const step = options.finish ? finish : back ? goBackTo : check ? rehearseOnly : convert;
      return operate(context, async (operation) => {
        requireSettledRelease(context.paths, operation.stand);
        const versions = await readVersions(operation.stand, operation.operator);
        await step(context, operation, versions, options);
      });
    });
}
