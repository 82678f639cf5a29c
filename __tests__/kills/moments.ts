/** What is killed: the command alone, all that it started too, or programs of it by their names. */
export const victims = ['the command', 'all of it', 'the engine', 'Ansible'] as const;
export type Victim = (typeof victims)[number];

/** A deployment that is killed. */
export interface Kill {
  readonly number: number;
  readonly victim: Victim;
  /** How much of its usual time it is left alone, in percent. */
  readonly percent: number;
  /** The host that it makes anew. */
  readonly host: string;
}

/** Later than this, a deployment that is faster than usual may have ended. */
const lastPercent = 90;

/** Numbers from 0 up to 1 that a seed alone decides (mulberry32). */
export function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function killsOf(seed: number, count: number, hosts: readonly string[]): Kill[] {
  const next = numbersOf(seed);
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    // Each of them more than once.
    victim: victims[index % victims.length] as Victim,
    percent: Math.round(next() * lastPercent),
    host: hosts[Math.floor(next() * hosts.length)] as string,
  }));
}
