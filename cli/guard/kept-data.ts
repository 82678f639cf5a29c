import type { Context } from '../context';

/** Whether an address is a pool's, or that of what outlives machines in it. */
export function isStorage(address: string): boolean {
  return /\.storage_/.test(address);
}

/** Of some addresses those of data volumes, and of the pools that they lie in. */
export function dataAddresses(addresses: readonly string[]): string[] {
  const kept = addresses.filter((address) => isStorage(address) && !isImage(address));
  return kept.some((address) => address.startsWith('libvirt_volume.')) ? kept : [];
}

/** Whether an address is that of the image on which machines' own disks stand. */
export function isImage(address: string): boolean {
  return /\.storage_.*_base_[0-9A-F]{8}$/.test(address);
}

/**
 * Lets the engine forget data volumes whose hosts, or services there, are described no more: it
 * would delete them.
 * @param resources addresses of what the engine's state holds
 * @returns whether there are any
 */
export async function keepData(
  { engine, progress }: Context,
  resources: readonly string[],
): Promise<boolean> {
  const declared = new Set(engine.declared().map(({ address }) => address));
  const orphans = dataAddresses(resources).filter((address) => !declared.has(address));
  if (orphans.length === 0) return false;
  await engine.forget(orphans);
  for (const address of orphans) {
    progress.warn(`${address} is described no more; its data is kept, virsh vol-list shows where`);
  }
  return true;
}
