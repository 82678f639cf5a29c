import { type Command, Option } from 'commander';
import { drillFailover, type FailoverResult } from '../../drills/failover';
import { type LossName, lossesOf, lossNames } from '../../drills/losses';
import { drillRestore } from '../../drills/restore';
import { failoverText, restoreText } from '../../drills/text';
import { libvirtDomain } from '../../stacks/libvirt-domain';
import type { Context } from '../context';
import { finishReport, operate, reportHead } from '../operations';
import { time } from '../time';

interface RestoreOptions {
  readonly at?: Date;
  readonly json?: boolean;
}

interface FailoverOptions {
  readonly loss: readonly LossName[];
  readonly json?: boolean;
}

export function drill(program: Command, context: Context): void {
  const drills = program
    .command('drill')
    .description(
      'Prove on the live stand that backups can be restored and that it survives losses.',
    );
  drills
    .command('restore')
    .description('Restore every backup beside the live data and compare.')
    .option('--at <time>', 'time to restore the database to, such as 2030-01-02T03:04:05Z', time)
    .option('--json', 'print the report as JSON')
    .action((options: RestoreOptions) => restore(context, options));
  drills
    .command('failover')
    .description('Take down the primary while clients write, and count what is lost.')
    .addOption(
      new Option('--loss <kind...>', 'how the primary is lost')
        .choices(lossNames)
        .default(['switchover', 'crash']),
    )
    .option('--json', 'print the report as JSON')
    .action((options: FailoverOptions) => failover(context, options));
}

function restore(context: Context, { at, json }: RestoreOptions): Promise<void> {
  return operate(context, async ({ stand, operator }) => {
    const start = new Date();
    const result = await drillRestore(stand, operator, at);
    const ok = result.findings.every((finding) => finding.ok);
    finishReport(
      context,
      { ...reportHead(stand, 'drill restore', start, ok), ...result },
      json,
      restoreText,
    );
  });
}

function failover(context: Context, { loss, json }: FailoverOptions): Promise<void> {
  const { paths, progress } = context;
  return operate(context, async (operation) => {
    const { stand, operator } = operation;
    const start = new Date();
    const known = lossesOf(operator, (host) => libvirtDomain(stand, host, paths.identity));
    const losses: FailoverResult[] = [];
    for (const name of loss) {
      const work = () => drillFailover(operation, name, known[name]);
      losses.push(await progress.phase(known[name].what, work));
    }
    const ok = losses.every(({ faults }) => faults.length === 0);
    finishReport(
      context,
      { ...reportHead(stand, 'drill failover', start, ok), losses },
      json,
      failoverText,
    );
  });
}
