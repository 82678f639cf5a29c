import type { Command } from 'commander';
import { type HostStatus, readStatus } from '../../checks/host-status';
import { exitCodes } from '../../controller/errors';
import { capture } from '../../controller/process';
import { copyNames } from '../../lab/data-copies';
import { hasData } from '../../lab/data-folder';
import { commitText } from '../../stacks/deployed';
import { describedStand } from '../config';
import type { Context } from '../context';
import { sshCommandOf } from '../reach/ssh-command';
import { halfDoneText, readChange } from '../release/release-change';

export function status(program: Command, context: Context): void {
  program
    .command('status')
    .description('Show what runs on which host; exit code 4 if something does not run.')
    .option('--json', 'print an array of hosts as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { paths, place, engine, progress } = context;
      const stand = describedStand(paths);
      const sshCommand = sshCommandOf(paths, stand);
      const [hosts, deployed] = await Promise.all([
        readStatus(stand, (host, command) => {
          const [entry, ...args] = place.inside(sshCommand(host, command));
          return capture(entry, args);
        }),
        // What runs is told also where the state is out of reach.
        engine.deployed(secondsForState).catch(() => undefined),
      ]);
      process.stdout.write(json ? `${JSON.stringify(hosts, null, 2)}\n` : table(hosts));
      if (deployed?.commit) progress.line(`deployed last: ${commitText(deployed)}`);
      const copies = copyNames(paths);
      if (copies.length > 0)
        progress.line(
          `copies of data are kept: ${copies.join(', ')}; ./stand upgrade release --finish removes them`,
        );
      if (!hosts.every(({ healthy }) => healthy)) process.exitCode = exitCodes.different;
      const half = halfDoneText(readChange(paths));
      if (half) progress.warn(half);
      if (half || (await place.running())) return;
      const kept = hasData(paths) ? `, with the data in ${paths.data}` : '';
      progress.line(`the stand is down; ./stand up starts it${kept}`);
    });
}

const secondsForState = 5;

function table(hosts: readonly HostStatus[]): string {
  const width = Math.max(...hosts.map(({ name }) => name.length));
  const lines = hosts.flatMap(
    ({ name, address, reachable, healthy, units, failed, keeps, notes }) => {
      const state = !reachable ? 'unreachable' : healthy ? 'healthy' : 'degraded';
      const running = units.map(
        (unit) => `${unit.name}${unit.state === 'active' ? '' : ` (${unit.state})`}`,
      );
      const broken = failed.length > 0 ? `; failed: ${failed.join(', ')}` : '';
      return [
        `${name.padEnd(width)}  ${address.padEnd(15)}  ${state.padEnd(11)}  ${running.join(', ')}${broken}`,
        ...(keeps.length > 0 ? [`${' '.repeat(width)}  keeps: ${keeps.join(', ')}`] : []),
        ...notes.map((note) => `${' '.repeat(width)}  note: ${note}`),
      ];
    },
  );
  return `${lines.join('\n')}\n`;
}
