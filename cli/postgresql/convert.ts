import { exitCodes } from '../../controller/errors';
import { changeCatalog, rehearse, upgradeCluster } from '../../operations/major-upgrade';
import { changedTables } from '../../operations/restore/rows';
import { loadConfig } from '../../synth/load-config';
import { synth } from '../../synth/synth';
import { beAtWork } from '../at-work';
import { deploy } from '../commands/up';
import { confirm } from '../confirm';
import type { Context } from '../context';
import { finishReport, phaseOf, reportHead } from '../operations';
import { runPlaybook } from '../playbooks';
import { type MajorStep, requireEarlier } from './step';

/** Converts the newest backup, and says what came of it. */
export const rehearseOnly: MajorStep = async (context, { stand, operator }, versions, { json }) => {
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

/** Converts the databases, and deploys the stand with them. */
export const convert: MajorStep = async (context, { stand, operator }, versions, options) => {
  const { progress } = context;
  const start = new Date();
  const to = stand.postgresql.version;
  const isDone = versions.every(({ current }) => current === to);
  const from = isDone ? to : requireEarlier(versions, to, stand.release.codename);
  if (!isDone) {
    progress.line(`PostgreSQL ${from} becomes ${to}; all users are disconnected meanwhile`);
    progress.line('the present cluster is kept until ./stand upgrade postgresql --finish');
    await confirm(stand.name, options.confirm);
  }
  beAtWork(context.paths, 'upgrade postgresql');
  await progress.phase(`install PostgreSQL ${to} beside`, () => install(context));
  const interruption = await upgradeCluster(stand, operator, to, phaseOf(context));
  await progress.phase("convert the backups' catalog", () => changeCatalog(stand, operator, to));
  // Also where this version was deployed last, and another one's archive and settings came between.
  await deploy(context, { converge: true });
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

/** Puts the new version's programs beside those that run. */
async function install(context: Context): Promise<void> {
  synth(loadConfig(), context.paths);
  await runPlaybook(context, 'postgres_server');
}
