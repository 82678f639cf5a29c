import type { Command } from 'commander';
import { failOver } from '../../operations/failover';
import type { Context } from '../context';
import { finishReport, operate, reportHead } from '../operations';

interface Options {
  readonly to?: string;
  readonly json?: boolean;
}

export function failover(program: Command, context: Context): void {
  program
    .command('failover')
    .description('Make another PostgreSQL host the primary; writes pause for a few seconds.')
    .option('--to <host>', 'the new primary (default: a synchronous standby)')
    .option('--json', 'print the report as JSON')
    .action(({ to, json }: Options) =>
      operate(context, async ({ stand, operator }) => {
        const start = new Date();
        const result = await failOver(stand, operator, to);
        finishReport(
          context,
          { ...reportHead(stand, 'failover', start, true), ...result },
          json,
          (report) => {
            const old = report.from ? ` instead of ${report.from}` : '';
            return `${report.to} is the primary${old}; all standbys follow it (${report.seconds} s)\n`;
          },
        );
      }),
    );
}
