import { formatSeconds, type Measurement, median, runHere, seconds } from './timing';

const runs = 3;

/** Wall time of a whole synthesis in a process of its own, for the shipped stand and for growing ones. */
export async function measureSynth(): Promise<Measurement[]> {
  return [
    { what: 'Synthesise the shipped stand', value: await time(0), goal: '1 s' },
    { what: 'Synthesise 10 hosts', value: await time(10) },
    { what: 'Synthesise 100 hosts', value: await time(100) },
    { what: 'Synthesise 1,000 hosts', value: await time(1000), goal: '3 s' },
  ];
}

async function time(count: number): Promise<string> {
  const taken: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    taken.push(await seconds(async () => runHere('synth-once.ts', String(count))));
  }
  return formatSeconds(median(taken));
}
