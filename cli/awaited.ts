import type { Durations } from './durations';

/** What takes less needs no estimate. Seconds. */
const long = 10;

/** How many names a line has room for. */
const most = 3;

/** Parts that run side by side: which of them are awaited, and how long the last run took for each. */
export class Awaited {
  private readonly parts = new Map<string, string>();

  constructor(private readonly durations: Durations) {}

  /**
   * @param kind what earlier runs are compared by, where the name alone says too little
   * @returns what to say after the name of a part that begins
   */
  begin(name: string, kind = name): string {
    this.parts.set(name, kind);
    const last = this.durations.of(kind) ?? 0;
    return last < long ? '' : `, about ${roughly(last)} as of the last run`;
  }

  /**
   * @param seconds how long it took, where it succeeded
   * @returns what to say after the name of a part that has ended
   */
  end(name: string, seconds?: number): string {
    const kind = this.parts.get(name);
    if (kind !== undefined && seconds !== undefined) this.durations.record(kind, seconds);
    this.parts.delete(name);
    const names = [...this.parts.keys()];
    if (names.length === 0) return '';
    const more = names.length > most ? [`${names.length - most} more`] : [];
    return `; waiting for ${[...names.slice(0, most), ...more].join(', ')}`;
  }
}

function roughly(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
