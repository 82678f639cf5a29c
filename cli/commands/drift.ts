import type { Command } from 'commander';
import type { Outcome } from '../../checks/run';
import { exitCodes } from '../../controller/errors';
import { loadConfig } from '../../synth/load-config';
import { synth } from '../../synth/synth';
import { requireNobodyAtWork } from '../at-work';
import { changeLines } from '../changes/change-lines';
import { type StandChange, standChanges } from '../changes/stand-changes';
import type { Context } from '../context';
import { changedOutside, undescribedContainers } from '../drift/outside';
import { checkPlaybooks } from '../drift/playbooks';
import { existingHosts } from '../guard/existing-hosts';
import { publicationDifferences } from '../guard/publications';
import { requireRunning } from '../reach/place';
import { requireKnownState } from '../state/known-state';

/** What differs from the description. */
interface DriftReport {
  /** Grows when a reader of the former one would be misled. */
  readonly version: 1;
  readonly stand: string;
  /** What `up` would do because the state differs. */
  readonly state: readonly StandChange[];
  /** What libvirt has otherwise, or its hypervisor forwards, in words. */
  readonly libvirt: readonly string[];
  /** Playbooks that would change something on hosts. */
  readonly hosts: readonly Pick<Outcome, 'name' | 'saw' | 'next'>[];
}

export function drift(program: Command, context: Context): void {
  program
    .command('drift')
    .description(
      'Show what differs from the description in the state, in libvirt and on the hosts, and change nothing; exit code 4 if anything does. Takes a minute or two.',
    )
    .option('--json', 'print what differs as JSON')
    .action((options: { readonly json?: boolean }) => look(context, options));
}

async function look(context: Context, { json }: { readonly json?: boolean }): Promise<void> {
  const { engine, paths, place, progress } = context;
  const config = loadConfig();
  requireKnownState(paths, config.state);
  requireNobodyAtWork(paths);
  await engine.requireUnlocked();
  await requireRunning(place, exitCodes.unable);
  const stand = synth(config, paths);
  const plan = await progress.phase('compare with the state and libvirt', async () => {
    await engine.init();
    return engine.preview();
  });
  const existing = await existingHosts(plan, paths, engine.libvirts());
  const outcomes = await progress.phase('compare the hosts', () => checkPlaybooks(context, stand));
  const report: DriftReport = {
    version: 1,
    stand: stand.name,
    state: standChanges(plan, stand, existing),
    libvirt: [
      ...changedOutside(plan),
      ...undescribedContainers(paths, stand),
      ...(await publicationDifferences(context, stand)).flatMap(({ differences }) => differences),
    ],
    hosts: outcomes.filter(({ ok }) => !ok).map(({ name, saw, next }) => ({ name, saw, next })),
  };
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : text(report));
  const { state, libvirt, hosts } = report;
  if (state.length + libvirt.length + hosts.length > 0) process.exitCode = exitCodes.different;
}

function text({ state, libvirt, hosts }: DriftReport): string {
  const parts: [string, readonly string[]][] = [
    ['state', changeLines(state)],
    ['libvirt', libvirt],
    ['hosts', hosts.map(({ name, saw, next }) => `${name}: ${saw}; ${next}`)],
  ];
  const lines = parts.flatMap(([name, differences]) => [
    name,
    ...(differences.length > 0 ? differences : ['as described']).map((line) => `  ${line}`),
  ]);
  return `${lines.join('\n')}\n`;
}
