import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Paths } from '../controller/paths';
import { capture } from '../controller/process';
import { copiesFolder, copiesIn, type DataCopies, hasCopy, type Room } from './data-copies';
import { keptFolders } from './data-folder';
import { requireCopied } from './require-copied';

/** Copies of the folders of the lab's containers, beside them. */
export class FolderCopies implements DataCopies {
  constructor(private readonly places: Pick<Paths, 'data'>) {}

  where(name: string): string {
    return join(copiesIn(this.places), name);
  }

  async missing(name: string): Promise<string[]> {
    return hasCopy(this.places, name) ? [] : [this.where(name)];
  }

  /** Putting back only moves. Containers may run. */
  async rooms(purpose: 'make' | 'put back'): Promise<Room[]> {
    if (purpose === 'put back') return [];
    const { data } = this.places;
    const { bavail, bsize } = statfsSync(data);
    // It fails where a file goes while it looks.
    const args = ['--summarize', '--total', '--block-size=1M', ...this.paths()];
    const { lines } = await capture('du', args);
    const needed = Number.parseInt(lines.at(-1) ?? '0', 10);
    return [{ where: data, needed, free: Math.floor((bavail * bsize) / 2 ** 20) }];
  }

  async make(name: string): Promise<void> {
    if (hasCopy(this.places, name)) return;
    const copy = this.where(name);
    const half = halfOf(copy);
    await this.removeHalf(name);
    mkdirSync(half, { recursive: true, mode: 0o755 });
    const args = ['--archive', '--reflink=auto', '--', ...this.paths(), half];
    requireCopied(await capture('cp', args));
    requireCopied(await capture('sync', ['--file-system', half]));
    renameSync(half, copy);
  }

  async putBack(name: string, aside: string): Promise<void> {
    const { data } = this.places;
    const copy = this.where(name);
    const present = this.where(aside);
    if (!existsSync(present)) {
      mkdirSync(halfOf(present), { recursive: true, mode: 0o755 });
      move(this.folders(), data, halfOf(present));
      renameSync(halfOf(present), present);
    }
    move(readdirSync(copy), copy, data);
    rmdirSync(copy);
  }

  async removeHalf(name: string): Promise<void> {
    rmSync(halfOf(this.where(name)), { recursive: true, force: true });
  }

  async removeAll(): Promise<void> {
    rmSync(copiesIn(this.places), { recursive: true, force: true });
  }

  private folders(): string[] {
    return keptFolders(this.places).filter((folder) => folder !== copiesFolder);
  }

  private paths(): string[] {
    return this.folders().map((folder) => join(this.places.data, folder));
  }
}

function move(names: readonly string[], from: string, to: string): void {
  for (const name of names) renameSync(join(from, name), join(to, name));
}

function halfOf(copy: string): string {
  return `${copy}.new`;
}
