import type { Command } from 'commander';
import { exitCodes, StandError } from '../../machine/errors';
import { run } from '../../machine/process';
import { buildStand } from '../../model/stand';
import { loadConfig } from '../../synth/load-config';
import type { Context } from '../context';
import { sshCommand } from '../ssh-command';

export function ssh(program: Command, context: Context): void {
  program
    .command('ssh')
    .description('Log in on a host, or run a command there.')
    .argument('<host>', 'name of the host')
    .argument('[command...]', 'what to run in place of a shell')
    .passThroughOptions()
    .action(async (name: string, command: string[]) => {
      const { hosts } = buildStand(loadConfig());
      const host = hosts.find((candidate) => candidate.name === name);
      if (!host) {
        const known = hosts.map((candidate) => candidate.name).join(', ');
        throw new StandError(`no host '${name}'; choose from ${known}`, exitCodes.invalid);
      }
      const [entry, ...args] = context.place.inside(sshCommand(context.paths, host, command));
      process.exitCode = await run(entry, args);
    });
}
