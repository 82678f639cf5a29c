import { exitCodes, StandError } from '../machine/errors';
import { isInLab } from '../model/hypervisors';
import { contains, formatCidr, parseAddress } from '../model/ipv4';
import type { Stand } from '../model/stand';
import type { Context } from './context';
import { type LibvirtObject, listedName } from './declared-objects';
import { isStorage } from './kept-data';
import { LibvirtObjects } from './libvirt-objects';

/**
 * Deals with what is in libvirt already and of which the engine knows nothing, since it would stand
 * in its way: disks that were kept are taken into use again, what a killed run left is removed.
 * @param resources addresses of what the engine's state holds
 * @throws StandError when it is not the stand's
 */
export async function takeOver(
  context: Context,
  stand: Stand,
  resources: readonly string[],
): Promise<void> {
  const { engine, place, progress } = context;
  const known = new Set(resources);
  for (const hypervisor of stand.hypervisors) {
    const name = hypervisor === stand.hypervisors[0] ? undefined : hypervisor.name;
    const declared = engine
      .declared()
      .filter(({ address, alias }) => alias === name && !known.has(address));
    if (declared.length === 0) continue;
    const libvirt = new LibvirtObjects(place, hypervisor);
    await libvirt.requireAnswer();
    for (const { type, name: pool, folder } of declared) {
      if (type === 'libvirt_pool') await libvirt.findPool(pool, folder);
    }
    const there = await libvirt.list(
      [...new Set(declared.map(({ pool }) => pool))].filter(Boolean),
    );
    const foreign: LibvirtObject[] = [];
    for (const object of declared.filter((candidate) => there.has(listedName(candidate)))) {
      if (isStorage(object.address)) {
        progress.line(`  ${object.name} is there already and is taken into use`);
        await engine.import(object.address, await libvirt.idOf(object));
      } else if (isInLab(stand) || engine.wasMaking(object.address)) await libvirt.remove(object);
      else foreign.push(object);
    }
    if (!isInLab(stand)) {
      refuse(hypervisor.uri ?? '', [
        ...foreign.map(({ type, name }) => `there is a ${type.replace('libvirt_', '')} '${name}'`),
        ...(await clashes(libvirt, stand, known)),
      ]);
    }
  }
}

/** Addresses of the networks to be made that other networks there have. */
async function clashes(
  libvirt: LibvirtObjects,
  stand: Stand,
  known: ReadonlySet<string>,
): Promise<string[]> {
  const others = (await libvirt.addresses()).filter(
    ({ network }) => !network.startsWith(`${stand.name}-`),
  );
  const isMade = (name: string) =>
    [...known].some((address) => address.startsWith(`libvirt_network.networks_${name}_`));
  return stand.networks
    .filter(({ name, bridge }) => bridge === undefined && !isMade(name))
    .flatMap(({ name, cidr }) =>
      others
        .filter(({ address }) => contains(cidr, parseAddress(address) ?? -1))
        .map(
          ({ network, address }) =>
            `its network '${network}' has ${address}, which lies in ${formatCidr(cidr)} of '${name}'`,
        ),
    );
}

function refuse(uri: string, reasons: readonly string[]): void {
  if (reasons.length === 0) return;
  const lines = [
    `on ${uri} something stands in the way that this stand did not make:`,
    ...reasons.map((reason) => `  ${reason}`),
    'change the name or the networks in stand.config.ts, or remove it there with virsh',
  ];
  throw new StandError(lines.join('\n'), exitCodes.unprepared);
}
