import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectPaths } from '../controller/paths';
import { formatSeconds, type Measurement, median, runHere, seconds } from './timing';

const repetitions = 3;

/** Wall time of a whole synthesis in a process of its own, for the shipped stand and for growing ones. */
export async function measureSynth(): Promise<Measurement[]> {
  const root = join(projectPaths().runtime, 'bench');
  try {
    return [
      ...(await measure(root, 'the shipped stand', 0, '1 s')),
      ...(await measure(root, '10 hosts', 10)),
      ...(await measure(root, '100 hosts', 100)),
      ...(await measure(root, '1,000 hosts', 1000, '2.5 s')),
      ...(await measure(root, '10,000 hosts', 10_000, '30 s')),
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The first run writes every file, which takes the disk's time; later ones compare them. */
async function measure(
  root: string,
  what: string,
  count: number,
  goal?: string,
): Promise<Measurement[]> {
  const run = () =>
    seconds(async () => runHere('synth-once.ts', join(root, `${count}`), `${count}`));
  const first = await run();
  const again: number[] = [];
  while (again.length < repetitions) again.push(await run());
  return [
    { what: `Synthesise ${what}`, value: formatSeconds(median(again)), goal },
    { what: `Synthesise ${what} for the first time`, value: formatSeconds(first) },
  ];
}
