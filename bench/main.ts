import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { measureFailover } from './failover';
import { measureFirstUp } from './first-up';
import { measureLoad } from './load/measure';
import { measureStand } from './stand';
import { measureSynth } from './synth';
import type { Measurement } from './timing';

/**
 * Measures, and writes what the documents tell: the benchmark of a stand of its own; with the argument
 * `load` what such a stand carries; with `first-up` how long a fresh clone takes; with `failover` the failovers
 * of this checkout's running stand, by default ten of each kind.
 * Nothing else should run on the machine meanwhile.
 */
async function main(subject = 'benchmark', rounds = '10'): Promise<void> {
  const text = await documentOf(subject, Number(rounds));
  writeFileSync(resolve(__dirname, '..', 'docs', 'reference', `${subject}.md`), text);
}

async function documentOf(subject: string, rounds: number): Promise<string> {
  if (subject === 'failover') return measureFailover(rounds);
  if (subject === 'load') return measureLoad();
  if (subject === 'first-up') return table('The first deployment', subject, await measureFirstUp());
  return table('Benchmark', '', [...(await measureSynth()), ...(await measureStand())]);
}

/** @param argument the benchmark's that writes it */
function table(title: string, argument: string, results: readonly Measurement[]): string {
  const machine = `${cpus().length} processors, ${Math.round(totalmem() / 2 ** 30)} GiB of memory`;
  const rows = results.map(({ what, value, goal }) => `| ${what} | ${value} | ${goal ?? ''} |`);
  return [
    `# ${title}`,
    '',
    `Written by \`npm run bench${argument && ` -- ${argument}`}\` on a machine with ${machine}; the stand was in the lab.`,
    '',
    '| what | measured | at most |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

main(process.argv[2], process.argv[3]).catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
