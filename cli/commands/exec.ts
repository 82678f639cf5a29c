import type { Command } from 'commander';
import { run } from '../../controller/process';
import type { Context } from '../context';

export function exec(program: Command, context: Context): void {
  program
    .command('exec')
    .description('Run a command on this machine in the network of the hosts.')
    .argument('<command...>', 'the command with its arguments, after --')
    .passThroughOptions()
    .action(async (command: string[]) => {
      const [entry, ...args] = context.place.inside(command);
      process.exitCode = await run(entry, args);
    });
}
