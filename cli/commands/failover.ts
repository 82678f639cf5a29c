import type { Command } from 'commander';
import { failOver } from '../../operations/failover';
import type { Context } from '../context';
import { conclude, head, operate } from '../operations';

interface Options {
  readonly to?: string;
  readonly json?: boolean;
}

export function failover(program: Command, context: Context): void {
  program
    .command('failover')
    .description('Make another PostgreSQL host the primary; a few seconds without writes.')
    .option('--to <host>', 'which one; by default a standby that has everything')
    .option('--json', 'for a program: the report')
    .action(({ to, json }: Options) =>
      operate(context, async ({ stand, operator }) => {
        const start = new Date();
        const result = await failOver(stand, operator, to);
        conclude(
          context,
          { ...head(stand, 'failover', start, true), ...result },
          json,
          (report) => {
            const old = report.from ?? 'nobody';
            return `${report.to} is primary in place of ${old}, and every other host follows it (${report.seconds} s)\n`;
          },
        );
      }),
    );
}
