import type { Context } from '../context';

/** Whether an address is that of a pool, or of a volume in it that outlives machines. */
export function isStorage(address: string): boolean {
  return /\.storage_/.test(address);
}

/** The addresses, among some, of data volumes and of the pools that contain them. */
export function dataAddresses(addresses: readonly string[]): string[] {
  const kept = addresses.filter((address) => isStorage(address) && !isImage(address));
  return kept.some((address) => address.startsWith('libvirt_volume.')) ? kept : [];
}

/** Whether an address is that of the base image of machines' own disks. */
export function isImage(address: string): boolean {
  return /\.storage_.*_base_[0-9A-F]{8}$/.test(address);
}

/**
 * Removes from the state the data volumes whose hosts, or services there, are no longer described:
 * the engine would delete them.
 * @param resources addresses of the resources in the engine's state
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
    progress.warn(`${address} is no longer described; its data is kept (see virsh vol-list)`);
  }
  return true;
}
