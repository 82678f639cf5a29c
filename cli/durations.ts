import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeStamp } from '../toolchain/stamp';

/** How many seconds each part of the commands took when it last succeeded; a file keeps it between runs. */
export class Durations {
  /** @param file where they are kept. @default nowhere */
  constructor(private readonly file?: string) {}

  /** @returns seconds; undefined for a part that no run has finished */
  of(part: string): number | undefined {
    return new Map(Object.entries(this.read())).get(part);
  }

  /** Another command may have written since we read. */
  record(part: string, seconds: number): void {
    if (this.file === undefined) return;
    try {
      mkdirSync(dirname(this.file), { recursive: true });
      const all = { ...this.read(), [part]: Math.round(seconds * 10) / 10 };
      writeStamp(this.file, `${JSON.stringify(all, null, 2)}\n`);
    } catch {
      // An estimate that cannot be kept is no reason to fail.
    }
  }

  private read(): Record<string, number> {
    try {
      return JSON.parse(readFileSync(`${this.file}`, 'utf8')) ?? {};
    } catch {
      return {};
    }
  }
}
