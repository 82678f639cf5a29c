import type { Command } from 'commander';
import { run } from '../../controller/process';
import { shellQuote } from '../../controller/shell-quote';
import type { Host } from '../../model/topology/hosts';
import { checkedStand } from '../../synth/checked-stand';
import { loadConfig } from '../../synth/load-config';
import type { Context } from '../context';
import { hostsByName } from '../reach/hosts-by-name';
import { sshCommandOf } from '../reach/ssh-command';

export function ssh(program: Command, context: Context): void {
  program
    .command('ssh')
    .description('Log in to a host, or run a command there.')
    .argument('<host>', 'name of the host')
    .argument(
      '[command...]',
      'what to run instead of a shell: words, or one quoted line for the shell',
    )
    .passThroughOptions()
    .action(async (name: string, command: string[]) => {
      const stand = checkedStand(loadConfig());
      const [host] = hostsByName(stand, [name]) as [Host];
      const login = sshCommandOf(context.paths, stand)(host, asTyped(command));
      const [entry, ...args] = context.place.inside(login);
      process.exitCode = await run(entry, args);
    });
}

/**
 * Words reach the host as they were typed, although ssh joins them into one line; a single word is such
 * a line. `--` may come before them.
 */
export function asTyped(command: readonly string[]): readonly string[] {
  const words = command[0] === '--' ? command.slice(1) : command;
  return words.length > 1 ? words.map(shellQuote) : words;
}
