import type { Context } from './context';

const dataVolume = /^libvirt_volume\.storage_(?!.*_base_[0-9A-F]{8}$)/;
const pool = /^libvirt_pool\.storage_/;

/** Addresses of what outlives the machines: data volumes, and the pools that they lie in. */
export async function dataAddresses({ engine }: Pick<Context, 'engine'>): Promise<string[]> {
  const addresses = await engine.resources();
  const volumes = addresses.filter((address) => dataVolume.test(address));
  return volumes.length === 0 ? [] : [...volumes, ...addresses.filter((name) => pool.test(name))];
}

/**
 * Lets the engine forget data volumes whose hosts, or services there, are described no more: it
 * would delete them.
 */
export async function keepData({ engine, progress }: Context): Promise<void> {
  const declared = new Set(engine.declared().map(({ address }) => address));
  const orphans = (await dataAddresses({ engine })).filter((address) => !declared.has(address));
  if (orphans.length === 0) return;
  await engine.forget(orphans);
  for (const address of orphans) {
    progress.warn(`${address} is described no more; its data is kept, virsh vol-list shows where`);
  }
}
