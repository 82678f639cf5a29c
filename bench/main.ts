import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { measureStand } from './stand';
import { measureSynth } from './synth';
import type { Measurement } from './timing';

/** Measures, and writes the table of the documents. Nothing else should run on the machine meanwhile. */
async function main(): Promise<void> {
  const results = [...(await measureSynth()), ...(await measureStand())];
  writeFileSync(resolve(__dirname, '..', 'docs', 'reference', 'benchmark.md'), table(results));
}

function table(results: readonly Measurement[]): string {
  const machine = `${cpus().length} processors, ${Math.round(totalmem() / 2 ** 30)} GiB of memory`;
  const rows = results.map(({ what, value, goal }) => `| ${what} | ${value} | ${goal ?? ''} |`);
  return [
    '# Benchmark',
    '',
    `Written by \`npm run bench\` on a machine with ${machine}; the stand was in the lab.`,
    '',
    '| what | measured | at most |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
