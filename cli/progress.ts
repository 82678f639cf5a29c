/** Reports a long command's progress: one line for each part, with its time. */
export class Progress {
  private readonly started = Date.now();
  private warnings: string[] = [];

  /**
   * Runs one part and prints its name and how long it took.
   * @param succeeded whether its result counts as success. @default always, unless it throws
   */
  async phase<Result>(
    name: string,
    work: () => Promise<Result> | Result,
    succeeded: (result: Result) => boolean = () => true,
  ): Promise<Result> {
    const start = Date.now();
    this.line(`… ${name}`);
    try {
      const result = await work();
      this.line(`${succeeded(result) ? '✓' : '✗'} ${name} (${seconds(start)})`);
      return result;
    } catch (error) {
      this.line(`✗ ${name} (${seconds(start)})`);
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
