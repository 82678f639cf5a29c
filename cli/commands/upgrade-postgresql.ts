import type { Command } from 'commander';
import { exitCodes, StandError } from '../../controller/errors';
import {
  changeCatalog,
  formerPrimary,
  goBack,
  type HostVersions,
  readVersions,
  rehearse,
  removeVersions,
  upgradeCluster,
} from '../../operations/major-upgrade';
import { changedTables } from '../../operations/restore/rows';
import { loadConfig } from '../../synth/load-config';
import { synth } from '../../synth/synth';
import { beAtWork } from '../at-work';
import { confirm } from '../confirm';
import type { Context } from '../context';
import { finishReport, type OperationContext, operate, reportHead } from '../operations';
import { runPlaybook } from '../playbooks';
import { deploy } from './up';

interface Options {
  readonly check?: boolean;
  readonly back?: boolean;
  readonly finish?: boolean;
  readonly confirm?: string;
  readonly json?: boolean;
}

export function upgradePostgresql(upgrade: Command, context: Context): void {
  upgrade
    .command('postgresql')
    .description('Convert the databases to the described major version of PostgreSQL.')
    .option('--check', 'only convert the newest backup, beside; exit code 4 if that can be done')
    .option('--back', 'go back to the cluster of before, as it was then')
    .option('--finish', 'delete the cluster of before')
    .option('--confirm <name>', 'name of the stand, to confirm without being asked')
    .option('--json', 'print the report as JSON')
    .action((options: Options) =>
      operate(context, async (operation) => {
        const versions = await readVersions(operation.stand, operation.operator);
        const step = options.finish
          ? finish
          : options.back
            ? back
            : options.check
              ? check
              : convert;
        await step(context, operation, versions, options);
      }),
    );
}

type Step = (
  context: Context,
  operation: OperationContext,
  versions: readonly HostVersions[],
  options: Options,
) => Promise<void>;

const check: Step = async (context, { stand, operator }, versions, { json }) => {
  const start = new Date();
  const to = stand.postgresql.version;
  if (versions.every(({ current }) => current === to)) {
    const report = { ...reportHead(stand, 'upgrade postgresql --check', start, true), to };
    finishReport(context, report, json, () => `every host runs PostgreSQL ${to}, as described\n`);
    return;
  }
  const from = requireEarlier(versions, to, stand.release.codename);
  const { progress } = context;
  await progress.phase(`install PostgreSQL ${to} beside`, () => install(context));
  const trial = await progress.phase('convert the newest backup', () =>
    rehearse(stand, operator, to),
  );
  const lost = changedTables(trial.before, trial.after);
  const ok = lost.length === 0;
  const report = { ...reportHead(stand, 'upgrade postgresql --check', start, ok), from, to, trial };
  finishReport(context, report, json, () =>
    ok
      ? `PostgreSQL ${from} → ${to}: the newest backup was converted in ${trial.seconds} s, every row is there\n`
      : `PostgreSQL ${from} → ${to}: rows of the newest backup before → after: ${lost.join(', ')}\n`,
  );
  if (ok) process.exitCode = exitCodes.different;
};

const convert: Step = async (context, { stand, operator }, versions, options) => {
  const { progress } = context;
  const start = new Date();
  const to = stand.postgresql.version;
  const isDone = versions.every(({ current }) => current === to);
  const from = isDone ? to : requireEarlier(versions, to, stand.release.codename);
  let interruption: number | undefined;
  if (!isDone) {
    progress.line(`PostgreSQL ${from} becomes ${to}; all users are disconnected meanwhile`);
    progress.line('the present cluster is kept until ./stand upgrade postgresql --finish');
    await confirm(stand.name, options.confirm);
    beAtWork(context.paths, 'upgrade postgresql');
    await progress.phase(`install PostgreSQL ${to} beside`, () => install(context));
    interruption = await upgradeCluster(stand, operator, to, phaseOf(context));
  }
  await progress.phase("convert the backups' catalog", async () => {
    if (isDone) await install(context);
    await changeCatalog(stand, operator, to);
  });
  await deploy(context, {});
  const report = {
    ...reportHead(stand, 'upgrade postgresql', start, true),
    from,
    to,
    ...(interruption !== undefined && { interruption }),
  };
  finishReport(context, report, options.json, () =>
    interruption === undefined
      ? `PostgreSQL ${to} runs on every host\n`
      : `PostgreSQL ${from} is ${to} now; users were disconnected for ${Math.round(interruption)} s\n`,
  );
};

const back: Step = async (context, { stand, operator }, versions, options) => {
  const { progress } = context;
  const start = new Date();
  const to = stand.postgresql.version;
  const former = formerPrimary(versions, to);
  const since = versions.find(({ host }) => host === former)?.left[to];
  const isBegun = versions.some(({ current }) => current === to);
  if (!former && !isBegun)
    throw invalid(
      `no host has a cluster of PostgreSQL ${to}, which is described, to go back to; set postgresqlVersion to the version of before`,
    );
  if (former) {
    progress.line(
      `PostgreSQL goes back to ${to}, as of ${since}; all users are disconnected meanwhile`,
    );
    progress.line(
      'what was written since then is put aside, on the hosts, and nobody sees it any more',
    );
    await confirm(stand.name, options.confirm);
  }
  beAtWork(context.paths, 'upgrade postgresql --back');
  await goBack(stand, operator, to, phaseOf(context));
  await progress.phase("have the backups' catalog go back", () =>
    changeCatalog(stand, operator, to),
  );
  await deploy(context, {});
  const report = { ...reportHead(stand, 'upgrade postgresql --back', start, true), to };
  finishReport(context, report, options.json, () => `PostgreSQL is ${to} again\n`);
};

const finish: Step = async (context, { stand, operator }, versions, options) => {
  const start = new Date();
  const to = stand.postgresql.version;
  if (!versions.every(({ current }) => current === to))
    throw invalid(`not every host runs PostgreSQL ${to}, which is described`);
  context.progress.line('data of other versions of PostgreSQL is deleted from the hosts');
  await confirm(stand.name, options.confirm);
  const removed = await removeVersions(stand, operator);
  const report = { ...reportHead(stand, 'upgrade postgresql --finish', start, true), removed };
  finishReport(context, report, options.json, () => {
    const lines = Object.entries(removed).map(
      ([host, folders]) => `${host}: ${folders.join(', ') || 'nothing'} deleted\n`,
    );
    return lines.join('');
  });
};

/** Puts the new version's programs beside those that run. */
async function install(context: Context): Promise<void> {
  synth(loadConfig(), context.paths);
  await runPlaybook(context, 'postgres_server');
}

/** @returns the version of hosts that do not have the wanted one yet @throws StandError for a higher one */
function requireEarlier(versions: readonly HostVersions[], to: number, release: string): number {
  const others = versions.filter(({ codename }) => codename !== release);
  if (others.length > 0) {
    const names = others.map(({ host, codename }) => `${host.name} (${codename})`).join(', ');
    throw invalid(
      `${release} is described, but hosts are of another release: ${names}; first run ./stand upgrade release`,
    );
  }
  const from = Math.max(...versions.map(({ current }) => current).filter((one) => one !== to));
  if (from < to) return from;
  throw invalid(
    `PostgreSQL ${to} is described, but ${from} runs; to go back: ./stand upgrade postgresql --back`,
  );
}

function phaseOf({ progress }: Context) {
  return <Result>(name: string, work: () => Promise<Result>) => progress.phase(name, work);
}

function invalid(message: string): StandError {
  return new StandError(`${message}; nothing was changed`, exitCodes.invalid);
}
