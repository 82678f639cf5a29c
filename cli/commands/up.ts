import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import type { Stand } from '../../model/stand';
import { isEmulated } from '../../model/topology/emulation';
import { checkedStand } from '../../synth/checked-stand';
import { loadConfig } from '../../synth/load-config';
import { synth } from '../../synth/synth';
import { beAtWork } from '../at-work';
import { changeLines } from '../changes/change-lines';
import { standChanges } from '../changes/stand-changes';
import type { Context } from '../context';
import type { Plan } from '../engine/plan';
import { partName } from '../engine/report';
import { requireCommitted, requireNewer } from '../guard/checkout-guard';
import { guardedPlan } from '../guard/guarded-plan';
import { halfDone, hostIn } from '../guard/half-done';
import type { ExistingHosts } from '../guard/host-guard';
import { keepData } from '../guard/kept-data';
import { requireFittingDatabases } from '../guard/kept-databases';
import { requireLibvirts, takeOver } from '../guard/libvirt/take-over';
import { permissionOf } from '../guard/permission';
import {
  differingPublications,
  removePublications,
  requireFreePorts,
  undescribedInLab,
} from '../guard/publications';
import { removeContainers } from '../guard/remove-containers';
import {
  requireOwnRelease,
  requireSameRelease,
  requireSettledRelease,
} from '../guard/settled-release';
import { hasConsent, prepare } from '../prepare';
import { hostsByName, requireInState, requireUndescribed } from '../reach/hosts-by-name';
import { localPlace } from '../reach/place';
import { relieveHosts } from '../relieve-hosts';
import { resizeHosts } from '../resize-hosts';
import { rememberState, requireKnownState } from '../state/known-state';
import { requireVaultPassword } from '../state/vault-password';

interface Options {
  readonly yes?: boolean;
  readonly converge?: boolean;
  readonly replace?: string[];
  readonly allow?: string[];
}

export function up(program: Command, context: Context): void {
  program
    .command('up')
    .description('Install what is needed on this machine, then deploy the stand as described.')
    .option('--yes', 'install missing packages without asking')
    .option('--converge', 'run every playbook, even where nothing has changed')
    .option('--replace <host...>', 'replace hosts; the data of their services is kept')
    .option(
      '--allow <what...>',
      'allow what is refused otherwise: replace:HOST, remove:HOST or restart:HOST, where data is kept; older, a checkout behind the one that deployed last; dirty, one with changes that are not committed',
    )
    .action((options: Options) => deploy(context, options));
}

/** What other commands want of a deployment besides. */
interface DeployOptions extends Options {
  /** Whether it is part of the change of release that is half done. */
  readonly changesRelease?: boolean;
}

/** Deploys the stand from its description; changes only what differs. */
export async function deploy(context: Context, options: DeployOptions): Promise<void> {
  const { progress, place, engine, paths } = context;
  const config = loadConfig();
  const described = checkedStand(config);
  if (!options.changesRelease) requireSettledRelease(paths, described);
  const { replace = [] } = options;
  const allowed = permissionOf(options.allow ?? []);
  const named = [...replace, ...allowed.replace];
  hostsByName(described, [...named, ...allowed.restart]);
  requireUndescribed(described, allowed.remove);
  requireKnownState(paths, config.state);
  if (!allowed.checkouts.includes('dirty')) requireCommitted(paths, described);
  requireFittingDatabases(paths, described);
  requireSameRelease(paths, described, named);
  beAtWork(paths, 'up');
  await engine.requireUnlocked();
  await prepare(context, described, hasConsent(options));
  if (place !== localPlace) {
    const told = await progress.phase('start the lab', () => place.start());
    for (const line of told) progress.warn(line);
  }
  const stand = await progress.phase('synthesise', () => synth(config, paths));
  await requireVaultPassword(context, stand);
  await progress.phase('initialise the engine', () => engine.init());
  if (!allowed.checkouts.includes('older'))
    requireNewer(paths.root, stand.state, await engine.deployed(), './stand up');
  rememberState(paths, stand.state);
  if (await engine.takeOverErrored())
    progress.line('  took over what the last run could not write to the state');
  await requireLibvirts(context, stand);
  await requireOwnRelease(context, stand);
  await requireFreePorts(paths, stand);
  const known = await engine.resources();
  requireInState(
    known.flatMap((address) => hostIn(address) ?? []),
    allowed.remove,
  );
  const unfinished = halfDone(context, stand, known);
  engine.markFinished(unfinished.complete);
  const again = [
    ...(options.converge ? serviceAddresses(known) : []),
    ...hostAddresses(known, replace),
    ...(await differingPublications(context, stand, known)),
  ];
  const show = (plan: Plan, existing: ExistingHosts) => {
    for (const line of changeLines(standChanges(plan, stand, existing))) progress.line(`  ${line}`);
  };
  const plan = () => guardedPlan(context, stand, replace, allowed, unfinished, again, show);
  let planned = await progress.phase('plan', plan);
  const found = await takeOver(context, stand, known, [...named, ...unfinished.hosts]);
  const kept = await keepData(context, known);
  if (found || kept) planned = await progress.phase('plan again with what exists already', plan);
  await resizeHosts(context, stand, planned);
  await relieveHosts(context, stand, planned);
  await removeContainers(context, planned.changes);
  await removePublications(context, planned.formerPublications);
  await removePublications(context, undescribedInLab(paths, stand));
  if (planned.size > 0) {
    await progress.phase('deploy', () => engine.apply(parallelismFor(stand)), {
      kind: `deploy: ${planned.size} changes`,
    });
  } else if (planned.records) {
    await engine.apply();
  } else {
    engine.dropPlan();
    progress.line('  0 added, 0 changed, 0 removed');
  }
  progress.done('the stand is up');
}

/** Playbooks mostly wait for hosts, unless the same processors emulate all of them. */
function parallelismFor(stand: Stand): number | undefined {
  return isEmulated(stand) ? availableParallelism() : undefined;
}

function serviceAddresses(known: readonly string[]): string[] {
  return known.filter((address) => address.startsWith('null_resource.services_'));
}

/** Addresses of the resources to replace so that hosts are replaced. */
function hostAddresses(known: readonly string[], names: readonly string[]): string[] {
  const parts = names.flatMap((name) => [`host ${name}`, `host ${name}_shape`]);
  return known.filter((address) => parts.includes(partName(address)));
}
