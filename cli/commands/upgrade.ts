import type { Command } from 'commander';
import { healthProbes } from '../../checks/health';
import { failuresIn, runProbes } from '../../checks/run';
import { StandTools } from '../../checks/stand-tools';
import { exitCodes, StandError } from '../../controller/errors';
import { capture } from '../../controller/process';
import type { Stand } from '../../model/stand';
import { answerTimeout } from '../../model/topology/emulation';
import type { Host } from '../../model/topology/hosts';
import {
  type HostUpdates,
  pendingUpdates,
  updatesText,
  waits,
} from '../../operations/rolling/pending';
import { roll } from '../../operations/rolling/roll';
import type { Context } from '../context';
import { finishReport, type OperationContext, operate, phaseOf, reportHead } from '../operations';
import { playbookCommand } from '../playbooks';
import { hostsByName } from '../reach/hosts-by-name';
import { reachOf } from '../reach/reach';
import { upgradePostgresql } from './upgrade-postgresql';
import { upgradeRelease } from './upgrade-release';

/** Seconds that a probe may take, and that a host has to get well. */
const limits = { probe: 30, recovery: 180 };

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
  const tools = new StandTools(reachOf(context, stand));
  const recovery = answerTimeout(stand) ?? limits.recovery;
  const work = {
    act: (host: Host) =>
      progress.phase(`${host.name} is updated`, () => play(context, host), { kind: 'update' }),
    look: (host?: Host) => health(stand, tools, host),
    seconds: recovery,
    tell: phaseOf(context),
  };
  const { done, left, fault } = await roll(stand, operator, waiting, work).finally(() =>
    tools.close(),
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

/** @throws StandError with what is not well */
async function health(stand: Stand, tools: StandTools, host?: Host): Promise<void> {
  tools.forget();
  const limit = answerTimeout(stand) ?? limits.probe;
  const wrong = failuresIn(await runProbes(healthProbes(stand, tools, host), limit));
  if (wrong.length > 0) throw new StandError(wrong.join('; '));
}
