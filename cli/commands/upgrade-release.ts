import { type Command, Option } from 'commander';
import { exitCodes } from '../../controller/errors';
import type { Stand } from '../../model/stand';
import { findingsText } from '../../operations/finding';
import { checkedStand } from '../../synth/checked-stand';
import { loadConfig } from '../../synth/load-config';
import { beAtWork } from '../at-work';
import { confirm } from '../confirm';
import type { Context } from '../context';
import { requireCommitted } from '../guard/checkout-guard';
import { reportHead } from '../operations';
import { finish, goBack } from '../release/back';
import { type ReleaseOptions, wrong } from '../release/complete';
import { forthLines, stepOf, upgradeForth } from '../release/forth';
import { readiness } from '../release/readiness';
import { halfDoneText, readChange } from '../release/release-change';
import { requireKnownState } from '../state/known-state';
import { requireOneWish } from './one-wish';

interface Options extends Omit<ReleaseOptions, 'start'> {
  readonly check?: boolean;
  readonly back?: boolean;
  readonly finish?: boolean;
}

/** @param group the command `upgrade` */
export function upgradeRelease(group: Command, context: Context): void {
  group
    .command('release')
    .description(
      'Give all hosts the Debian release that is described; their services keep their data.',
    )
    .addOption(
      new Option(
        '--check',
        'only say what it would take; exit code 4 if there is something to do',
      ).conflicts(['back', 'finish']),
    )
    .addOption(
      new Option(
        '--back',
        'take the release and the data of before into use again; what was written since is put aside',
      ).conflicts('finish'),
    )
    .option('--finish', 'remove the copies of data, once all is well')
    .option('--yes', 'install missing packages without asking')
    .option('--confirm <name>', "the stand's name, to confirm without being asked")
    .option('--json', 'print the report as JSON')
    // `upgrade --check release` is no order to begin.
    .action((_, command: Command) => run(context, command.optsWithGlobals<Options>()));
}

async function run(context: Context, options: Options): Promise<void> {
  const { paths, engine } = context;
  requireOneWish(options);
  const start = new Date();
  const config = loadConfig();
  const described = checkedStand(config);
  requireKnownState(paths, config.state);
  if (options.check) return list(context, described, options);
  requireCommitted(paths, described);
  // A slip is told before minutes of looking.
  if (options.confirm !== undefined) await confirm(described.name, options.confirm);
  beAtWork(paths, 'upgrade release');
  await engine.requireUnlocked();
  const work = options.back ? goBack : options.finish ? finish : upgradeForth;
  return work(context, described, { ...options, start });
}

/** Says what the upgrade would do, and whether it can be done; changes nothing. */
async function list(context: Context, described: Stand, { json }: Options): Promise<void> {
  const { paths, progress } = context;
  const start = new Date();
  const begun = readChange(paths);
  const half = halfDoneText(begun);
  if (half) throw wrong(half);
  const step = await stepOf(context, described, begun);
  const findings =
    step === undefined
      ? []
      : await progress.phase('see that it can be done', () => readiness(context, described));
  const ok = findings.every((finding) => finding.ok);
  const report = {
    ...reportHead(described, 'upgrade release --check', start, ok),
    ...step,
    findings,
  };
  const text =
    step === undefined
      ? `the stand has ${described.release.codename} already\n`
      : `${forthLines(described, step).join('\n')}\n${findingsText(findings)}`;
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : text);
  if (step !== undefined) process.exitCode = ok ? exitCodes.different : exitCodes.failed;
}
