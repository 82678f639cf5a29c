import type { Command } from 'commander';
import { exitCodes, StandError } from '../../controller/errors';
import { capture } from '../../controller/process';
import type { Host } from '../../model/topology/hosts';
import {
  type HostUpdates,
  pendingUpdates,
  updatesText,
  waits,
} from '../../operations/rolling/pending';
import type { Context } from '../context';
import { finishReport, type OperationContext, operate, reportHead } from '../operations';
import { playbookCommand } from '../playbooks';
import { hostsByName } from '../reach/hosts-by-name';
import { rollHosts } from '../roll-hosts';
import { upgradePostgresql } from './upgrade-postgresql';
import { upgradeRelease } from './upgrade-release';

interface Options {
  readonly check?: boolean;
  readonly json?: boolean;
}

export function upgrade(program: Command, context: Context): void {
  const command = program
    .command('upgrade')
    .description("Install Debian's updates on one host after another, while users stay connected.")
    .argument('[host...]', 'hosts to update (default: all)')
    .option('--check', 'only list what waits; exit code 4 if something does')
    .option('--json', 'print the report as JSON')
    .action((names: string[], options: Options) =>
      operate(context, async (operation) => {
        const { stand } = operation;
        const hosts = names.length === 0 ? stand.hosts : hostsByName(stand, names);
        await (options.check ? list : install)(context, operation, hosts, options);
      }),
    );
  upgradePostgresql(command, context);
  upgradeRelease(command, context);
}

async function list(
  { progress }: Context,
  { stand, operator }: OperationContext,
  hosts: readonly Host[],
  { json }: Options,
): Promise<void> {
  const start = new Date();
  const updates = await progress.phase('ask the mirrors', () =>
    pendingUpdates(operator, hosts, true),
  );
  const report = { ...reportHead(stand, 'upgrade --check', start, true), hosts: updates };
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : updatesText(updates));
  if (updates.some(waits)) process.exitCode = exitCodes.different;
}

async function install(
  context: Context,
  { stand, operator }: OperationContext,
  hosts: readonly Host[],
  { json }: Options,
): Promise<void> {
  const { progress } = context;
  const start = new Date();
  const updates = await progress.phase('ask the mirrors', () =>
    pendingUpdates(operator, hosts, true),
  );
  const waiting = hosts.filter(({ name }) =>
    updates.some((one) => one.host === name && waits(one)),
  );
  const { done, left, fault } = await rollHosts(context, stand, operator, waiting, (host) =>
    progress.phase(`${host.name} is updated`, () => play(context, host), { kind: 'update' }),
  );
  const report = {
    ...reportHead(stand, 'upgrade', start, fault === undefined),
    updated: done.map(({ name }) => name),
    left: left.map(({ name }) => name),
    ...(fault !== undefined && { fault }),
    hosts: updates,
  };
  finishReport(context, report, json, text);
}

interface Result {
  readonly updated: readonly string[];
  readonly left: readonly string[];
  readonly fault?: string;
  readonly hosts: readonly HostUpdates[];
  readonly seconds: number;
}

function text({ updated, left, fault, hosts, seconds }: Result): string {
  const nothing = hosts
    .map(({ host }) => host)
    .filter((name) => ![...updated, ...left].includes(name));
  const lines = [
    ...(updated.length > 0 ? [`updated: ${updated.join(', ')} (${seconds} s)`] : []),
    ...(nothing.length > 0 ? [`nothing to do: ${nothing.join(', ')}`] : []),
    ...(fault === undefined
      ? []
      : [
          fault,
          `not updated, or not well: ${left.join(', ')}`,
          'see ./stand check and ./stand logs upgrade; ./stand upgrade goes on with what is left',
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Runs the playbook on one host. @throws StandError with what it said */
async function play(context: Context, { name }: Host): Promise<void> {
  const [program, ...args] = playbookCommand(context, 'upgrade', '--limit', name);
  const { code, output } = await capture(program, args);
  if (code !== 0) throw new StandError(output.filter(Boolean).slice(0, 10).join('\n'));
}
