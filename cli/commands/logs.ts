import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { exitCodes, StandError } from '../../controller/errors';
import { run } from '../../controller/process';
import { checkedStand } from '../../synth/checked-stand';
import { loadConfig } from '../../synth/load-config';
import type { Context } from '../context';
import { sshCommandOf } from '../reach/ssh-command';

export function logs(program: Command, context: Context): void {
  program
    .command('logs')
    .description("Show a playbook's last run, or a host's journal.")
    .argument('[name]', 'a service or a host; without a name, list them')
    .option('-n, --lines <count>', 'how many of the last lines to show', wholeNumber, '200')
    .action((name: string | undefined, { lines }: { lines: string }) => show(context, name, lines));
}

/** @throws what commander tells the user */
export function wholeNumber(text: string): string {
  if (/^\d{1,9}$/.test(text)) return text;
  throw new InvalidArgumentError(`Must be a whole number, such as 200; got '${text}'`);
}

async function show(
  { paths, place }: Context,
  name: string | undefined,
  lines: string,
): Promise<void> {
  const stand = checkedStand(loadConfig());
  const files = existsSync(paths.logs) ? readdirSync(paths.logs) : [];
  const services = files.filter((file) => file.endsWith('.log')).map((file) => file.slice(0, -4));
  const host = stand.hosts.find((candidate) => candidate.name === name);
  if (name === undefined) {
    process.stdout.write(
      `${[...services, ...stand.hosts.map((candidate) => candidate.name)].join('\n')}\n`,
    );
  } else if (services.includes(name)) {
    process.exitCode = await run('tail', ['-n', lines, join(paths.logs, `${name}.log`)]);
  } else if (host) {
    const journal = ['sudo', 'journalctl', '--boot', '--no-pager', '--lines', lines];
    const [entry, ...args] = place.inside(sshCommandOf(paths, stand)(host, journal));
    process.exitCode = await run(entry, args);
  } else {
    throw new StandError(
      `name must be a service or a host with a log; got '${name}'; run ./stand logs for a list`,
      exitCodes.invalid,
    );
  }
}
