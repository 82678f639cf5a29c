import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { exitCodes, StandError } from '../../controller/errors';
import type { Paths } from '../../controller/paths';
import { hasData, removeData, requireOwnDataFolder } from '../../lab/data-folder';
import { localState, type StateConfig } from '../../model/description/state';
import { localStateFile } from '../../stacks/backend';
import { checkedStand } from '../../synth/checked-stand';
import { loadConfig } from '../../synth/load-config';
import { stackName, synth } from '../../synth/synth';
import { beAtWork } from '../at-work';
import { confirm } from '../confirm';
import type { Context } from '../context';
import { requireNewer } from '../guard/checkout-guard';
import { dataAddresses } from '../guard/kept-data';
import { containersWithDataInside } from '../guard/lab-containers';
import { removeAllPublications } from '../guard/publications';
import { localPlace } from '../reach/place';
import { copiesOf } from '../release/copies-of';
import { halfDoneText, readChange } from '../release/release-change';
import { rememberState, requireKnownState } from '../state/known-state';

interface Options {
  readonly lab?: boolean;
  readonly data?: boolean;
  readonly confirm?: string;
  readonly allow?: string;
}

export function down(program: Command, context: Context): void {
  program
    .command('down')
    .description(
      'Remove everything that `up` created, but secrets, caches and the data of services, which the next `up` takes into use again.',
    )
    .option('--data', "also remove the data of services; asks you to type the stand's name")
    .option('--lab', 'also remove images and the package cache')
    .addOption(
      new Option(
        '--allow <what>',
        'allow what is refused otherwise: older, a checkout behind the one that deployed last',
      ).choices(['older']),
    )
    .option('--confirm <name>', "the stand's name, to confirm --data without being asked")
    .action((options: Options) => takeDown(context, options));
}

/** What other commands want of it besides. */
interface DownOptions extends Options {
  /** Whether it is part of the change of release that is half done. */
  readonly changesRelease?: boolean;
}

/** Removes the hosts and the lab. */
export async function takeDown(context: Context, options: DownOptions = {}): Promise<void> {
  const { paths, progress, place } = context;
  requireKnownState(paths, loadConfig().state);
  if (place !== localPlace) requireOwnDataFolder(paths);
  if (options.data) {
    progress.line('all data will be lost: databases, uploaded files, backups, metrics');
    await confirm(loadConfig().name, options.confirm);
  } else requireDataOutside(paths);
  beAtWork(paths, 'down');
  await context.engine.requireUnlocked();
  let kept: string[] = [];
  try {
    kept = await destroy(context, options);
  } catch (error) {
    if (place === localPlace || mustStop(error)) throw error;
    // Removing the lab removes everything in it; the next `up` notices that and creates it again.
    progress.warn(`${(error as Error).message}\n! the lab is removed nevertheless`);
  }
  if (place !== localPlace) {
    await progress.phase('stop the lab', () => place.stop());
    removeLab(paths.lab, kept.length > 0);
  }
  rmSync(paths.knownHosts, { recursive: true, force: true });
  rmSync(join(paths.runtime, 'unfinished'), { recursive: true, force: true });
  if (kept.length === 0) rememberState(paths, undefined);
  // The cache may be a folder of the user's with more in it.
  for (const name of options.lab ? ['images', 'packages'] : []) {
    rmSync(join(paths.cache, name), { recursive: true, force: true });
  }
  if (options.data) removeData(paths);
  else if (kept.length > 0 || hasData(paths)) {
    const where = hasData(paths) ? ` in ${paths.data}` : '';
    progress.line(
      `data is kept${where} for the next ./stand up; to remove it: ./stand down --data`,
    );
  }
  const half = halfDoneText(readChange(paths));
  if (half && !options.changesRelease) progress.warn(half);
  progress.done('the stand is down');
}

/** @throws StandError where containers were made before what they keep lay outside of them */
function requireDataOutside({ lab }: Paths): void {
  const names = containersWithDataInside(lab);
  if (names.length === 0) return;
  const what = `nothing was changed: ${names.join(', ')} would be lost with the data in them`;
  const remedy = 'run ./stand up first, which moves it out; or, to lose it, ./stand down --data';
  throw new StandError(`${what}; ${remedy}`, exitCodes.invalid);
}

/** Whether another command is working on the stand, this one is refused, or the user interrupted it. */
function mustStop(error: unknown): boolean {
  const { busy, invalid, unprepared, interrupted } = exitCodes;
  const codes: readonly number[] = [busy, invalid, unprepared, interrupted];
  return error instanceof StandError && codes.includes(error.exitCode);
}

/** @returns addresses of what was kept */
async function destroy(context: Context, { data = false, allow }: Options): Promise<string[]> {
  const { paths, progress, place, engine } = context;
  const folder = join(paths.root, 'cdktf.out', 'stacks');
  const config = loadConfig();
  if (hasNoState(paths, config.state)) return [];
  if (data || !existsSync(folder)) synth(config, paths, { protectData: !data });
  await engine.init();
  if (allow !== 'older')
    requireNewer(paths.root, config.state ?? localState, await engine.deployed(), './stand down');
  const resources = await engine.resources();
  if (resources.length === 0) return [];
  const kept = data ? [] : dataAddresses(resources);
  await removeAllPublications(context, await engine.remembered());
  await progress.phase('destroy', async () => {
    await place.start();
    // A pool goes when it is empty.
    if (data) await copiesOf(context, checkedStand(config)).removeAll();
    await engine.destroy(kept, data);
  });
  return kept;
}

/** Whether nothing has been deployed, which needs no engine to be told. */
function hasNoState({ runtime }: Paths, state: StateConfig = localState): boolean {
  return state.backend === 'local' && !existsSync(localStateFile(runtime, stackName, state.path));
}

/** @param keepStorage whether to keep libvirt's configuration of the pools that data volumes are in */
function removeLab(lab: string, keepStorage: boolean): void {
  if (!keepStorage) {
    rmSync(lab, { recursive: true, force: true });
    return;
  }
  for (const name of readdirSync(lab)) {
    if (name !== 'etc') rmSync(join(lab, name), { recursive: true, force: true });
  }
  for (const name of readdirSync(join(lab, 'etc'))) {
    if (name !== 'storage') rmSync(join(lab, 'etc', name), { recursive: true, force: true });
  }
}
