import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What is being made. The engine records a resource before the resource's own program has run, so
 * after a run that was killed only these marks tell what is half done.
 */
export class Unfinished {
  /** @param folder where a file for each resource is while it is being made */
  constructor(private readonly folder: string) {}

  begin(address: string): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, address), '');
  }

  end(address: string): void {
    rmSync(join(this.folder, address), { force: true });
  }

  addresses(): string[] {
    return existsSync(this.folder) ? readdirSync(this.folder) : [];
  }
}
