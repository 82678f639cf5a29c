import type { Command } from 'commander';
import { run } from '../../controller/process';
import type { Context } from '../context';

export function exec(program: Command, context: Context): void {
  program
    .command('exec')
    .description('Run a command where the hosts are reachable.')
    .argument('<command...>', 'after --, the command with its arguments')
    .passThroughOptions()
    .action(async (command: string[]) => {
      const [entry, ...args] = context.place.inside(command);
      process.exitCode = await run(entry, args);
    });
}
