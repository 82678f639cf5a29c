import type { Command } from 'commander';
import type { Context } from '../context';
import { secretReport, secretText } from '../secrets/list';
import { type RotateOptions, rotate } from '../secrets/rotate';

export function secret(program: Command, context: Context): void {
  const group = program.command('secret').description("List and rotate the stand's secrets.");
  group
    .command('list')
    .description('Say which secrets there are, what uses them, when they were rotated; no values.')
    .option('--json', 'print the report as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const report = await secretReport(context);
      process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : secretText(report));
    });
  group
    .command('rotate')
    .argument('[names...]', 'secrets by their names, `certificates`, or `ca`')
    .description('Give secrets new values and deploy them, while users stay connected.')
    .option('--all', "all that only the stand's programs use: not people's passwords, nor the ca")
    .option('--finish', 'with ca: drop the former one, when all clients trust the new one')
    .option('--yes', 'install missing packages without asking')
    .action((names: string[], options: RotateOptions) => rotate(context, names, options));
}
