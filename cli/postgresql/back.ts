import { changeCatalog, goBack, removeVersions } from '../../operations/major-upgrade';
import { formerPrimary } from '../../operations/major-way';
import { beAtWork } from '../at-work';
import { deploy } from '../commands/up';
import { confirm } from '../confirm';
import { finishReport, phaseOf, reportHead } from '../operations';
import { invalid, isOnTheWayBack, type MajorStep, requireRelease } from './step';

/** Takes the databases of before into use again, and deploys the stand with them. */
export const goBackTo: MajorStep = async (context, { stand, operator }, versions, options) => {
  const { progress } = context;
  const start = new Date();
  const to = stand.postgresql.version;
  requireRelease(versions, stand.release.codename);
  const former = formerPrimary(versions, to);
  const since = versions.find(({ host }) => host === former)?.left[to];
  if (!former && !isOnTheWayBack(versions, to))
    throw invalid(
      versions.every(({ current }) => current === to)
        ? `every host runs PostgreSQL ${to}, which is described, and no other was left for it`
        : `no host has a cluster of PostgreSQL ${to}, which is described, to go back to; set postgresqlVersion to the version of before`,
    );
  progress.line(
    former
      ? `PostgreSQL goes back to ${to}, as of ${since}; all users are disconnected meanwhile`
      : `the way back to PostgreSQL ${to} has begun, and goes on; all users are disconnected meanwhile`,
  );
  progress.line(
    'what was written since then is put aside, on the hosts, and nobody sees it any more',
  );
  await confirm(stand.name, options.confirm);
  beAtWork(context.paths, 'upgrade postgresql --back');
  await goBack(stand, operator, to, phaseOf(context));
  await progress.phase("have the backups' catalog go back", () =>
    changeCatalog(stand, operator, to),
  );
  // Also where this version was deployed last, and another one's archive and settings came between.
  await deploy(context, { converge: true });
  const report = { ...reportHead(stand, 'upgrade postgresql --back', start, true), to };
  finishReport(context, report, options.json, () => `PostgreSQL is ${to} again\n`);
};

/** Deletes the databases that are not in use. */
export const finish: MajorStep = async (context, { stand, operator }, versions, options) => {
  const start = new Date();
  const to = stand.postgresql.version;
  requireRelease(versions, stand.release.codename);
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
