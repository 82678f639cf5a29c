import type { Command } from 'commander';
import { run } from '../../controller/process';
import type { Host } from '../../model/topology/hosts';
import { checkedStand } from '../../synth/checked-stand';
import { loadConfig } from '../../synth/load-config';
import type { Context } from '../context';
import { hostsNamed } from '../reach/hosts-named';
import { sshCommandOf } from '../reach/ssh-command';

export function ssh(program: Command, context: Context): void {
  program
    .command('ssh')
    .description('Log in on a host, or run a command there.')
    .argument('<host>', 'name of the host')
    .argument('[command...]', 'what to run in place of a shell')
    .passThroughOptions()
    .action(async (name: string, command: string[]) => {
      const stand = checkedStand(loadConfig());
      const [host] = hostsNamed(stand, [name]) as [Host];
      const login = sshCommandOf(context.paths, stand)(host, command);
      const [entry, ...args] = context.place.inside(login);
      process.exitCode = await run(entry, args);
    });
}
