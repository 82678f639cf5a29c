import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { reportFailure } from '../../controller/command-failure';
import { exitCodes, StandError } from '../../controller/errors';
import { projectPaths } from '../../controller/paths';
import { capture } from '../../controller/process';
import { type Departure, departures } from '../changes/departures';
import { describedStand } from '../config';
import { type Configuration, libvirtUris } from '../engine/declared-objects';
import { parsePlan } from '../engine/plan';
import { parseDeployed } from '../engine/state-file';
import { requireNewer } from './checkout-guard';
import { existingHosts } from './existing-hosts';
import { judge, refusalText } from './host-guard';
import { nothing } from './permission';
import { requireSettledRelease } from './settled-release';
import { refuseTogether } from './together';

/**
 * Judges what the engine is about to apply, for those who run it by `npx cdktf deploy` or directly.
 * Exits with 0 where no host would be lost.
 * Usage, in cdktf.out/stacks/stand: guard.ts ENGINE apply [OPTION…] [PLAN]
 */
async function main([engine = '', , ...words]: string[]): Promise<number> {
  // The engine ignores empty arguments.
  const args = words.filter(Boolean);
  if (args.includes('-destroy')) return 0;
  const described = configuration();
  const folder = mkdtempSync(join(tmpdir(), 'stand-plan-'));
  try {
    const saved = args.find((word) => !word.startsWith('-'));
    const file = saved ?? join(folder, 'plan');
    if (saved === undefined) {
      const options = args.filter(
        (word) => !/^-(auto-approve|json|input|backup|state-out)\b/.test(word),
      );
      const planned = await capture(engine, ['plan', '-input=false', ...options, `-out=${file}`]);
      if (planned.code !== 0) return say(planned.output, planned.code);
    }
    const shown = await capture(engine, ['show', '-json', file]);
    if (shown.code !== 0) return say(shown.output, shown.code);
    const plan = parsePlan(shown.lines);
    const paths = projectPaths(resolve('..', '..', '..'));
    const stand = describedStand(paths);
    requireSettledRelease(paths, stand);
    const existing = await existingHosts(plan, paths, libvirtUris(described));
    const said = await capture(engine, ['output', '-json']);
    if (said.code !== 0) return say(said.output, said.code);
    requireNewer(paths.root, stand.state, parseDeployed(said.lines), './stand up');
    const leaving = departures(plan, stand);
    refuseTogether(plan, stand, leaving);
    const refusal = judge(plan, nothing, existing);
    if (refusal) return say([refusalText(refusal)], exitCodes.invalid);
    return leaving.length > 0 ? say([leavingText(leaving)], exitCodes.invalid) : 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Nothing but `./stand up` takes services from hosts. */
function leavingText(leaving: readonly Departure[]): string {
  const hosts = leaving.map(
    ({ host, services }) => `  ${services.map(({ name }) => name).join(', ')} of ${host}`,
  );
  return [
    'nothing was changed: services leave their hosts before:',
    ...hosts,
    'run ./stand up',
  ].join('\n');
}

function configuration(): Configuration {
  try {
    return JSON.parse(readFileSync('cdk.tf.json', 'utf8'));
  } catch (error) {
    throw new StandError(`nothing was changed: the stack cannot be read: ${error}`);
  }
}

function say(lines: readonly string[], code: number): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return code;
}

main(process.argv.slice(2))
  .catch(reportFailure)
  .then((code) => {
    process.exitCode = code;
  });
