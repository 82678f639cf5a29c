import type { Command } from 'commander';
import { exitCodes, StandError } from '../../controller/errors';
import { inLanes } from '../../controller/in-lanes';
import { run } from '../../controller/process';
import type { Stand } from '../../model/stand';
import { checkedStand } from '../../synth/checked-stand';
import { loadConfig } from '../../synth/load-config';
import { synth } from '../../synth/synth';
import { requireNobodyAtWork } from '../at-work';
import { changeLines, summary } from '../changes/change-lines';
import { departures } from '../changes/departures';
import { type DiffReport, standChanges, worstOf } from '../changes/stand-changes';
import type { Context } from '../context';
import { sizeOf } from '../engine/plan';
import { existingHosts } from '../guard/existing-hosts';
import { requireFittingDatabases } from '../guard/kept-databases';
import { requireSettledRelease } from '../guard/settled-release';
import { takenTogether, togetherText } from '../guard/together';
import { playbookCommand } from '../playbooks';
import { requireKnownState } from '../state/known-state';

interface Options {
  readonly hosts?: boolean;
  readonly json?: boolean;
  readonly engine?: boolean;
}

export function diff(program: Command, context: Context): void {
  program
    .command('diff')
    .description(
      'Show what `up` would change; exit code 4 if there are changes. Starts the lab, in which the engine asks libvirt.',
    )
    .option('--json', 'print the changes as JSON; see docs/reference/diff.schema.json')
    .option('--engine', "print the engine's own plan instead")
    .option('--hosts', 'also compare the hosts: run every playbook with --check --diff')
    .action((options: Options) => compare(context, options));
}

async function compare(context: Context, options: Options): Promise<void> {
  const { paths, place, engine } = context;
  const config = loadConfig();
  requireKnownState(paths, config.state);
  requireNobodyAtWork(paths);
  await engine.requireUnlocked();
  const described = checkedStand(config);
  requireSettledRelease(paths, described);
  requireFittingDatabases(paths, described);
  const stand = synth(config, paths);
  await place.start();
  await engine.init();
  const isDifferent = options.engine
    ? await engine.showChanges()
    : await showChanges(context, stand, options.json ?? false);
  if (isDifferent) process.exitCode = exitCodes.different;
  if (options.hosts) await compareHosts(context, stand);
}

/** Prints the changes. @returns whether there are any */
async function showChanges(
  { engine, paths, progress }: Context,
  stand: Stand,
  asJson: boolean,
): Promise<boolean> {
  const plan = await engine.preview();
  const existing = await existingHosts(plan, paths, engine.libvirts());
  const changes = standChanges(plan, stand, existing);
  const report: DiffReport = { version: 1, stand: stand.name, class: worstOf(changes), changes };
  const lines = asJson
    ? [JSON.stringify(report, null, 2)]
    : [...changeLines(changes), summary(changes)];
  process.stdout.write(`${lines.join('\n')}\n`);
  const taken = takenTogether(plan, stand, departures(plan, stand));
  if (taken.length > 0) progress.warn(`up refuses this: ${togetherText(taken)}`);
  // Such as an image's, which nobody notices.
  return changes.length > 0 || sizeOf(plan) > 0;
}

/** Runs as many playbooks at a time as there are processors, since none of them changes anything. */
export async function compareHosts(
  { paths, place, progress }: Pick<Context, 'paths' | 'place' | 'progress'>,
  stand: Stand,
): Promise<void> {
  await inLanes(stand.services, ({ name }) => {
    const [program, ...args] = playbookCommand({ paths, place }, name, '--check', '--diff');
    return progress.phase(`check ${name}`, async () => {
      const code = await run(program, args);
      if (code !== 0)
        throw new StandError(`the playbook ${name} failed in check mode; see ./stand logs ${name}`);
    });
  });
}
