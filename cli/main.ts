import { Command } from 'commander';
import { ignoreClosedOutput } from '../controller/closed-output';
import { reportFailure } from '../controller/command-failure';
import { exitCodes } from '../controller/errors';
import { backup } from './commands/backup';
import { check } from './commands/check';
import { diff } from './commands/diff';
import { dns } from './commands/dns';
import { down } from './commands/down';
import { drift } from './commands/drift';
import { drill } from './commands/drill';
import { exec } from './commands/exec';
import { failover } from './commands/failover';
import { image } from './commands/image';
import { invite } from './commands/invite';
import { logs } from './commands/logs';
import { prepare } from './commands/prepare';
import { restore } from './commands/restore';
import { secret } from './commands/secret';
import { ssh } from './commands/ssh';
import { state } from './commands/state';
import { status } from './commands/status';
import { test } from './commands/test';
import { up } from './commands/up';
import { upgrade } from './commands/upgrade';
import { user } from './commands/user';
import { createContext } from './context';

ignoreClosedOutput();
const context = createContext();
const program = new Command('stand')
  .description('A complete XMPP stand from one typed description.')
  .option(
    '--hypervisor <kind>',
    'what runs the hosts: auto, kvm, qemu or lxc; overrides the description, as STAND_HYPERVISOR does',
  )
  .enablePositionalOptions()
  .configureHelp({ sortSubcommands: true })
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : exitCodes.invalid))
  .hook('preAction', (command) => {
    const { hypervisor } = command.opts<{ hypervisor?: string }>();
    if (hypervisor) process.env.STAND_HYPERVISOR = hypervisor;
  });
const commands = [
  ...[prepare, up, diff, drift, down, image, state, secret],
  ...[status, check, dns, logs, ssh, exec],
  ...[invite, user],
  ...[backup, restore, failover, drill, upgrade],
  test,
];
for (const command of commands) command(program, context);

program.parseAsync().catch((error: unknown) => {
  process.exitCode = reportFailure(error);
});
