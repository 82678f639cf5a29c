import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Marks of the resources that are being created. The engine records a resource before the resource's own
 * script has run, so after a run that was killed only these marks tell what is half done.
 */
export class Unfinished {
  /**
   * @param folder with a file for each resource while it is being created
   * @param run identifies this run
   */
  constructor(
    private readonly folder: string,
    private readonly run: string,
  ) {}

  begin(address: string): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, address), this.run);
  }

  end(address: string): void {
    rmSync(join(this.folder, address), { force: true });
  }

  addresses(): string[] {
    return existsSync(this.folder) ? readdirSync(this.folder) : [];
  }

  /** The run that began to create it. */
  runOf(address: string): string {
    return readFileSync(join(this.folder, address), 'utf8');
  }
}
