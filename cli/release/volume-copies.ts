import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { StandError } from '../../controller/errors';
import { capture } from '../../controller/process';
import {
  copiesIn,
  copyNames,
  type DataCopies,
  hasCopy,
  isCopyName,
  type Room,
} from '../../lab/data-copies';
import { requireCopied } from '../../lab/require-copied';
import { dataVolumes, volumeName } from '../../model/services/data-volumes';
import type { Stand } from '../../model/stand';
import { writeStamp } from '../../toolchain/stamp';
import type { Context } from '../context';
import { PoolVolumes } from '../guard/libvirt/pool-volumes';

/** A volume that there is a copy of: by the name of its hypervisor and its own. */
interface Copied {
  readonly hypervisor: string;
  readonly volume: string;
}

interface Storage {
  readonly hypervisor: string;
  /** Folder of the pool, on the hypervisor. */
  readonly folder: string;
  readonly pool: PoolVolumes;
  /** Names of the data volumes that are described there. */
  readonly described: readonly string[];
}

/**
 * Copies of the volumes of virtual machines, beside them in their pools. libvirt renames none, and shows a clone
 * before it is whole: a copy counts once a list of its volumes is written down on this machine.
 */
export class VolumeCopies implements DataCopies {
  private readonly paths: Context['paths'];
  private readonly place: Context['place'];
  private readonly storages: readonly Storage[];

  constructor(
    { paths, place }: Pick<Context, 'paths' | 'place'>,
    private readonly stand: Stand,
  ) {
    this.paths = paths;
    this.place = place;
    this.storages = stand.hypervisors.map((hypervisor) => ({
      hypervisor: hypervisor.name,
      folder: hypervisor.pool ?? paths.pool,
      pool: new PoolVolumes(place, hypervisor, stand.name),
      described: stand.hosts
        .filter((host) => host.hypervisor === hypervisor.name)
        .flatMap((host) => dataVolumes(stand, host).map((facts) => volumeName(host, facts))),
    }));
  }

  where(name: string): string {
    return `the pool ${this.stand.name}, as HOST-LABEL.${name}.qcow2`;
  }

  async missing(name: string): Promise<string[]> {
    if (!hasCopy(this.paths, name)) return [this.where(name)];
    await this.open();
    const there = new Set<string>();
    for (const { hypervisor, pool } of this.storages)
      for (const volume of await pool.names()) there.add(`${volume} on ${hypervisor}`);
    return this.copied(name)
      .map(({ hypervisor, volume }) => `${copyOf(volume, name)} on ${hypervisor}`)
      .filter((volume) => !there.has(volume));
  }

  /** What is there now is copied in either case. */
  async rooms(): Promise<Room[]> {
    await this.open();
    return Promise.all(
      this.storages.map(async (storage) => ({
        where: `the pool ${this.stand.name} of ${storage.hypervisor}`,
        ...(await storage.pool.room(await this.present(storage))),
      })),
    );
  }

  async make(name: string): Promise<void> {
    if (hasCopy(this.paths, name)) return;
    await this.removeHalf(name);
    const copied: Copied[] = [];
    for (const storage of this.storages) {
      for (const volume of await this.present(storage)) {
        await storage.pool.clone(volume, copyOf(volume, name));
        copied.push({ hypervisor: storage.hypervisor, volume });
      }
    }
    if (copied.length === 0)
      throw new StandError(`there is no data to copy in the pool ${this.stand.name}`);
    await this.settle();
    mkdirSync(copiesIn(this.paths), { recursive: true, mode: 0o755 });
    writeStamp(this.listOf(name), `${JSON.stringify(copied, null, 2)}\n`);
  }

  /** Until the last volume is in place, the copies of all are there. */
  async putBack(name: string, aside: string): Promise<void> {
    const gone = await this.missing(name);
    if (gone.length > 0)
      throw new StandError(`the copy of ${name} is not whole: ${gone.join(', ')}`);
    await this.make(aside);
    for (const storage of this.storages) {
      const volumes = this.copiedOn(storage, name);
      for (const volume of new Set([...(await this.present(storage)), ...volumes]))
        await storage.pool.remove(volume);
      for (const volume of volumes) await storage.pool.clone(copyOf(volume, name), volume);
    }
    await this.settle();
    rmSync(this.listOf(name));
    await this.removeHalf(name);
  }

  async removeHalf(name: string): Promise<void> {
    await this.open();
    if (!hasCopy(this.paths, name)) await this.removeVolumes((copy) => copy === name);
  }

  async removeAll(): Promise<void> {
    await this.place.start();
    await this.removeVolumes(isCopyName);
    rmSync(copiesIn(this.paths), { recursive: true, force: true });
  }

  /** Names of the volumes, whole or not, of a copy of that name, whoever made it; none of pools that are closed. */
  async found(name: string): Promise<string[]> {
    const found = this.storages.map(async ({ pool, described }) => {
      if (!(await pool.isOpen())) return [];
      const names = await pool.names();
      return described.map((volume) => copyOf(volume, name)).filter((copy) => names.includes(copy));
    });
    return (await Promise.all(found)).flat();
  }

  /** Hosts are down while this is at work, and their lab with them. */
  private async open(): Promise<void> {
    await this.place.start();
    for (const { pool, folder } of this.storages) await pool.open(folder);
  }

  /** @param isMeant whether the copy of that name is to go */
  private async removeVolumes(isMeant: (copy: string) => boolean): Promise<void> {
    for (const storage of this.storages) {
      const { pool } = storage;
      // There may be volumes of others in its folder.
      const known = this.known(storage);
      const isOurs = (volume: string) => {
        const [, kept, copy = ''] = /^(.+)\.([^.]+)\.qcow2$/.exec(volume) ?? [];
        return known.includes(`${kept}.qcow2`) && isMeant(copy);
      };
      if (!(await pool.isOpen())) continue;
      for (const volume of (await pool.names()).filter(isOurs)) await pool.remove(volume);
    }
  }

  /** Has what lies on this machine written to its disks; another hypervisor has no word for it. */
  private async settle(): Promise<void> {
    for (const { folder } of this.storages.filter(({ folder }) => existsSync(folder)))
      requireCopied(await capture('sync', ['--file-system', folder]));
  }

  /** Names of the data volumes that there are. */
  private async present(storage: Storage): Promise<string[]> {
    const names = await storage.pool.names();
    return this.known(storage).filter((name) => names.includes(name));
  }

  /** Names of the data volumes that are described, or were when a copy was made. */
  private known(storage: Storage): string[] {
    const copied = copyNames(this.paths).flatMap((name) => this.copiedOn(storage, name));
    return [...new Set([...storage.described, ...copied])];
  }

  private copiedOn(storage: Storage, name: string): string[] {
    return this.copied(name)
      .filter(({ hypervisor }) => hypervisor === storage.hypervisor)
      .map(({ volume }) => volume);
  }

  private copied(name: string): Copied[] {
    return JSON.parse(readFileSync(this.listOf(name), 'utf8'));
  }

  private listOf(name: string): string {
    return join(copiesIn(this.paths), name);
  }
}

function copyOf(volume: string, name: string): string {
  return volume.replace(/\.qcow2$/, `.${name}.qcow2`);
}
