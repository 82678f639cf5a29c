import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import type { Stand } from '../../model/stand';
import { isEmulated } from '../../model/topology/emulation';
import { checkedStand } from '../../synth/checked-stand';
import { loadConfig } from '../../synth/load-config';
import { synth } from '../../synth/synth';
import type { Context } from '../context';
import { partName } from '../engine/report';
import { guardedPlan } from '../guard/guarded-plan';
import { halfDone, hostIn } from '../guard/half-done';
import { keepData } from '../guard/kept-data';
import { requireLibvirts, takeOver } from '../guard/libvirt/take-over';
import { removeContainers } from '../guard/remove-containers';
import { hasConsent, prepare } from '../prepare';
import { hostsNamed, requireKnown, requireUndescribed } from '../reach/hosts-named';
import { here } from '../reach/place';

interface Options {
  readonly yes?: boolean;
  readonly converge?: boolean;
  readonly replace?: string[];
  readonly remove?: string[];
}

export function up(program: Command, context: Context): void {
  program
    .command('up')
    .description('Set up what is needed on this machine, then bring the stand to its description.')
    .option('--yes', 'install missing packages without asking')
    .option('--converge', 'run every playbook, also where nothing has changed')
    .option('--replace <host...>', 'make hosts anew; data volumes of virtual machines stay')
    .option('--remove <host...>', 'remove hosts that are described no more; data volumes stay')
    .action((options: Options) => deploy(context, options));
}

/** The whole way from a description to a running stand; what is already so is left alone. */
export async function deploy(context: Context, options: Options): Promise<void> {
  const { progress, place, engine, paths } = context;
  const config = loadConfig();
  const described = checkedStand(config);
  const { replace = [], remove = [] } = options;
  hostsNamed(described, replace);
  requireUndescribed(described, remove);
  await engine.requireUnlocked();
  await prepare(context, described, hasConsent(options));
  if (place !== here) await progress.phase('start the lab', () => place.start());
  const stand = await progress.phase('synthesise', () => synth(config, paths));
  await progress.phase('initialise the engine', () => engine.init());
  await requireLibvirts(context, stand);
  const known = await engine.resources();
  requireKnown(
    known.flatMap((address) => hostIn(address) ?? []),
    remove,
  );
  const unmade = halfDone(context, stand, known);
  engine.confirmMade(unmade.made);
  const again = [
    ...(options.converge ? serviceAddresses(known) : []),
    ...hostAddresses(known, replace),
  ];
  const plan = (held: readonly string[]) =>
    guardedPlan(context, { replace, remove }, unmade, again, held);
  let planned = await progress.phase('plan', () => plan([]));
  const found = await takeOver(context, stand, known, [...replace, ...unmade.hosts]);
  const kept = await keepData(context, known);
  if (found || kept)
    planned = await progress.phase('plan with what is there', () => plan(planned.held));
  await removeContainers(context, planned.changes);
  await progress.phase('deploy', () => engine.apply(workAtATime(stand)));
  for (const host of planned.held) {
    progress.warn(`${host} is as it was, not as it is described; ./stand up --replace ${host}`);
  }
  progress.done('the stand is up');
}

/** Playbooks wait for hosts most of the time, unless all of these are emulated by the same processors. */
function workAtATime(stand: Stand): number | undefined {
  return isEmulated(stand) ? availableParallelism() : undefined;
}

function serviceAddresses(known: readonly string[]): string[] {
  return known.filter((address) => address.startsWith('null_resource.services_'));
}

/** Addresses of the resources with which hosts are made anew. */
function hostAddresses(known: readonly string[], names: readonly string[]): string[] {
  const parts = names.flatMap((name) => [`host ${name}`, `host ${name}_shape`]);
  return known.filter((address) => parts.includes(partName(address)));
}
