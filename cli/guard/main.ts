import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { told } from '../../controller/command-failure';
import { exitCodes, StandError } from '../../controller/errors';
import { projectPaths } from '../../controller/paths';
import { capture } from '../../controller/process';
import { type Configuration, libvirtUris } from '../engine/declared-objects';
import { parsePlan } from '../engine/plan';
import { judge, refusalText } from './host-guard';
import { presenceOf } from './presence';

/**
 * Judges what the engine is told to apply before it does, for those who call it by `npx cdktf deploy`
 * or themselves. Ends with 0 where no host would be lost.
 * Usage, in cdktf.out/stacks/stand: guard.ts ENGINE apply [OPTION…] [PLAN]
 */
async function main([engine = '', , ...words]: string[]): Promise<number> {
  // To the engine an empty word names no plan.
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
    const presence = await presenceOf(plan, paths, libvirtUris(described));
    const refusal = judge(plan, { replace: [], remove: [] }, presence);
    return refusal ? say([refusalText(refusal)], exitCodes.invalid) : 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function configuration(): Configuration {
  try {
    return JSON.parse(readFileSync('cdk.tf.json', 'utf8'));
  } catch (error) {
    throw new StandError(`nothing was changed: no stack can be read here: ${error}`);
  }
}

function say(lines: readonly string[], code: number): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return code;
}

main(process.argv.slice(2))
  .catch(told)
  .then((code) => {
    process.exitCode = code;
  });
