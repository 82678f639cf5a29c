import { isIP } from 'node:net';
import { type Command, Option } from 'commander';
import { probesOf } from '../../checks';
import { type Probe, type ProbeGroup, probeGroups } from '../../checks/probe';
import { type Report, table, verdict } from '../../checks/report';
import { type Outcome, runProbes } from '../../checks/run';
import { StandTools } from '../../checks/stand-tools';
import { exitCodes, StandError } from '../../controller/errors';
import { InvalidStandError } from '../../model/description/faults/faults';
import { labNameServer } from '../../model/dns/name-server';
import { isPublic } from '../../model/services/ejabberd';
import type { Stand } from '../../model/stand';
import { answerTimeout, isEmulated } from '../../model/topology/emulation';
import { describedStand } from '../config';
import type { Context } from '../context';
import { checkPlaybooks } from '../drift/playbooks';
import { requireRunning } from '../reach/place';
import { reachOf } from '../reach/reach';

/** Seconds that each probe may take. */
const limit = 60;

/** Milliseconds between two checks of --watch. */
const rest = 5000;

interface Options {
  readonly only?: readonly ProbeGroup[];
  readonly drift?: boolean;
  readonly json?: boolean;
  readonly watch?: boolean;
  readonly resolver?: string;
}

export function check(program: Command, context: Context): void {
  program
    .command('check')
    .description('Check that the stand works; exit code 1 if a probe fails, 6 if none can run.')
    .addOption(
      new Option('--only <group...>', 'run only these groups of probes').choices(probeGroups),
    )
    .option(
      '--resolver <address>',
      "ask this one for the stand's DNS records; without it, the lab's name server, or this system's with --only public",
    )
    .option('--drift', 'also run every playbook with --check; takes minutes')
    .option('--json', 'print the report as JSON; see docs/reference/check.schema.json')
    .option('--watch', 'repeat until interrupted; print only failures')
    .action((options: Options) => run(context, options).catch(unable));
}

/** A check that could not be made must not look like a probe that failed. */
function unable(error: unknown): never {
  if (error instanceof StandError || error instanceof InvalidStandError) throw error;
  throw new StandError((error as Error).stack ?? String(error), exitCodes.unable);
}

async function run(context: Context, options: Options): Promise<void> {
  const stand = describedStand(context.paths);
  requireAskable(stand, options);
  await requireRunning(context.place, exitCodes.unable);
  const tools = new StandTools(reachOf(context, stand));
  try {
    for (;;) {
      const report = await look(context, stand, tools, options);
      process.stdout.write(words(report, options));
      process.exitCode = report.ok ? 0 : exitCodes.failed;
      if (!options.watch) return;
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
  } finally {
    tools.close();
  }
}

/** @throws StandError where nobody could be asked */
function requireAskable(stand: Stand, { only, resolver }: Options): void {
  if (resolver !== undefined && isIP(resolver) === 0)
    throw new StandError(`--resolver must be an address; got '${resolver}'`, exitCodes.invalid);
  const isOnly = only?.every((group) => group === 'public') ?? false;
  if ((isOnly || resolver !== undefined) && !isPublic(stand)) {
    const what =
      'no node of ejabberd has a public address, so there is nothing to ask of the world';
    throw new StandError(
      `${what}; docs/operations.md, "Reached from outside", says how to give them one`,
      exitCodes.invalid,
    );
  }
}

/**
 * Who is asked for the stand's DNS records. Those that the administrator of a zone writes are asked for only when
 * somebody wants it: a check of the stand must not fail for them, nor ask the world's resolvers every few seconds.
 */
function resolverOf(stand: Stand, { only, resolver }: Options): string | null | undefined {
  const system = only?.includes('public') ? null : undefined;
  return resolver ?? labNameServer(stand) ?? system;
}

function words(report: Report, { json, watch }: Options): string {
  if (json) return `${JSON.stringify(report, null, watch ? 0 : 2)}\n`;
  return watch ? `${report.at} ${verdict(report)}` : table(report);
}

async function look(
  context: Context,
  stand: Stand,
  tools: StandTools,
  options: Options,
): Promise<Report> {
  const { only, drift } = options;
  const start = new Date();
  tools.forget();
  const outcomes = await askProbes(stand, tools, only, resolverOf(stand, options));
  const probes = drift ? [...outcomes, ...(await checkPlaybooks(context, stand))] : outcomes;
  const seconds = (Date.now() - start.getTime()) / 1000;
  const ok = probes.every((probe) => probe.ok);
  return { version: 1, stand: stand.name, at: start.toISOString(), seconds, ok, probes };
}

/** Runs the probes of some groups, or all. @param resolver as `probesOf` has it */
export async function askProbes(
  stand: Stand,
  tools: StandTools,
  groups?: readonly ProbeGroup[],
  resolver?: string | null,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const probes of batches(stand, probesOf(stand, tools, groups, resolver))) {
    outcomes.push(...(await runProbes(probes, answerTimeout(stand) ?? limit)));
  }
  return outcomes;
}

/** All probes at once, or one group after another on emulated hosts, which are too slow to answer all in time. */
function batches(stand: Stand, probes: readonly Probe[]): (readonly Probe[])[] {
  if (!isEmulated(stand)) return [probes];
  return probeGroups.map((group) => probes.filter((probe) => probe.group === group));
}
