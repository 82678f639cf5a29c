import { StandError } from '../controller/errors';
import type { Host } from '../model/topology/hosts';
import { eventually } from '../operations/eventually';
import type { Operator } from '../operations/operator';

/** What a writer saw; see operations/guest/writer.py. */
export interface Writes {
  /** Host through whose proxy it wrote. */
  readonly through: string;
  readonly attempted: number;
  readonly acknowledged: number;
  /** Numbers of rows that were acknowledged but are missing. */
  readonly lost: readonly number[];
  /** Longest time between two acknowledgements, in seconds. */
  readonly longestGap: number;
  /** Those longer than a second. */
  readonly gaps: readonly number[];
  /** How often each error was seen. */
  readonly errors: Readonly<Record<string, number>>;
}

/** A writer on each of some hosts, each through its host's own proxy. */
export class Writers {
  private readonly results: Promise<Writes[]>;

  /** @param seconds after which they end by themselves */
  constructor(
    private readonly operator: Operator,
    private readonly hosts: readonly Host[],
    run: string,
    seconds: number,
  ) {
    this.results = Promise.all(
      hosts.map(async (host) => {
        const argument = { run, table: `stand_drill_${host.name}`, seconds };
        const writes = await operator.on<Writes>(host, 'writer.py', argument);
        return { ...writes, through: host.name };
      }),
    );
    // A failure is reported at the end to whoever waits for progress.
    this.results.catch(() => {});
  }

  /** Returns once each has had so many more writes acknowledged. @throws when that takes too long */
  async progress(count: number, timeout: number): Promise<void> {
    const before = await Promise.all(this.hosts.map((host) => this.acknowledged(host)));
    await eventually(timeout, async () => {
      const now = await Promise.all(this.hosts.map((host) => this.acknowledged(host)));
      if (now.some((value, index) => value < (before[index] as number) + count)) {
        throw new StandError(`no write was acknowledged for ${timeout} s`);
      }
    });
  }

  async finish(): Promise<Writes[]> {
    await Promise.all(this.hosts.map((host) => this.operator.on(host, 'stop.py')));
    return this.results;
  }

  private async acknowledged(host: Host): Promise<number> {
    return (await this.operator.on<{ acknowledged: number }>(host, 'progress.py')).acknowledged;
  }
}
