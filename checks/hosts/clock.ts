import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import type { Finding, Probe } from '../probe';
import type { Tools } from '../tools';
import { factsOf } from './facts';

/** Seconds by which a host's clock may differ from this machine's. */
const tolerance = 1;

/** On a busy machine one answer or another takes its time. */
const attempts = 3;

export function clockProbe(stand: Stand, tools: Tools, host: Host): Probe {
  return {
    group: 'hosts',
    name: `clock of ${host.name}`,
    expected: `within ${tolerance} s of this machine's`,
    next: `./stand ssh ${host.name} -- timedatectl`,
    run: async () => {
      // By then the host is connected, and the clock's answer comes at once.
      await factsOf(stand, tools, host);
      const readings: Reading[] = [];
      for (let attempt = 0; attempt < attempts; attempt++) {
        const asked = Date.now() / 1000;
        const time = (await tools.ask(host, 'clock.py', attempt)) as number;
        readings.push({ time, asked, answered: Date.now() / 1000 });
      }
      return judgeClock(readings);
    },
  };
}

/** A clock's time, read somewhere between a question and its answer. All in seconds since 1970. */
export interface Reading {
  readonly time: number;
  readonly asked: number;
  readonly answered: number;
}

/** Judges by the reading that took the shortest time: the longer it took, the less is known. */
export function judgeClock(readings: readonly Reading[]): Finding {
  const [best] = readings
    .map(({ time, asked, answered }) => ({
      offset: time - (asked + answered) / 2,
      uncertainty: (answered - asked) / 2,
    }))
    .sort((one, other) => one.uncertainty - other.uncertainty);
  if (!best) throw new Error('the clock was not read');
  const size = Math.abs(best.offset);
  const direction = best.offset < 0 ? 'behind' : 'ahead';
  return {
    ok: size - best.uncertainty <= tolerance,
    saw: `${size.toFixed(2)} s ${direction}, give or take ${best.uncertainty.toFixed(2)} s`,
  };
}
