import { Awaited } from './awaited';
import { Durations } from './durations';

/** How a part is judged and compared. */
interface PartOptions<Result> {
  /** Whether its result counts as success. @default always, unless it throws */
  readonly succeeded?: (result: Result) => boolean;
  /** What its time is compared by with earlier runs. @default its name */
  readonly kind?: string;
}

/** Reports a long command's progress: one line for each part, with its time. */
export class Progress {
  private readonly started = Date.now();
  private readonly awaited: Awaited;
  private warnings: string[] = [];

  constructor(readonly durations = new Durations()) {
    this.awaited = new Awaited(durations);
  }

  /**
   * Runs one part. Prints its name and how long it took the last time; then how long it took, and
   * what is still awaited of what runs beside.
   */
  async phase<Result>(
    name: string,
    work: () => Promise<Result> | Result,
    { succeeded = () => true, kind = name }: PartOptions<Result> = {},
  ): Promise<Result> {
    const start = Date.now();
    this.line(`… ${name}${this.awaited.begin(name, kind)}`);
    try {
      const result = await work();
      const well = succeeded(result);
      const others = this.awaited.end(name, well ? (Date.now() - start) / 1000 : undefined);
      this.line(`${well ? '✓' : '✗'} ${name} (${seconds(start)})${others}`);
      return result;
    } catch (error) {
      this.line(`✗ ${name} (${seconds(start)})${this.awaited.end(name)}`);
      throw error;
    }
  }

  line(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  /** A warning that must not be missed: printed now, and again at the end. */
  warn(text: string): void {
    this.warnings.push(text);
    this.line(`! ${text}`);
  }

  done(text: string): void {
    for (const warning of this.warnings) this.line(`! ${warning}`);
    this.line(`${text} (${seconds(this.started)})`);
  }
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
