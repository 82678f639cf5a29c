import { exitCodes, StandError } from '../../../controller/errors';
import type { Stand } from '../../../model/stand';
import { isInLab } from '../../../model/topology/hypervisors';
import { contains, formatCidr, parseAddress } from '../../../model/topology/ipv4';
import { libvirtDomain } from '../../../stacks/libvirt-domain';
import type { Context } from '../../context';
import { type LibvirtObject, listedName } from '../../engine/declared-objects';
import { partName } from '../../engine/report';
import { isContainerThere } from '../containers-there';
import { isStorage } from '../kept-data';
import { LibvirtObjects } from './objects';

/** @throws StandError with what to do about a libvirt that does not answer: the engine would not tell */
export async function requireLibvirts({ place }: Context, { hypervisors }: Stand): Promise<void> {
  for (const hypervisor of hypervisors) await new LibvirtObjects(place, hypervisor).requireAnswer();
}

/**
 * Deals with what is in libvirt already and of which the engine knows nothing, since it would stand
 * in its way: disks that were kept are taken into use again; what a killed run left is removed, and
 * hosts that may be made anew are.
 * @param resources addresses of what the engine's state holds
 * @param replaceable names of hosts that may be lost
 * @returns whether there was anything
 * @throws StandError when it is not the stand's
 */
export async function takeOver(
  context: Context,
  stand: Stand,
  resources: readonly string[],
  replaceable: readonly string[],
): Promise<boolean> {
  const { engine, place, progress } = context;
  const known = new Set(resources);
  const unmade = new Set(engine.unmade());
  let found = false;
  for (const hypervisor of stand.hypervisors) {
    const name = hypervisor === stand.hypervisors[0] ? undefined : hypervisor.name;
    const declared = engine
      .declared()
      .filter(({ address, alias }) => alias === name && !known.has(address));
    if (declared.length === 0) continue;
    const libvirt = new LibvirtObjects(place, hypervisor);
    for (const { type, name: pool, folder } of declared) {
      if (type === 'libvirt_pool') await libvirt.findPool(pool, folder);
    }
    const there = await libvirt.list(
      [...new Set(declared.map(({ pool }) => pool))].filter(Boolean),
    );
    const staying = hostsThatStay(context, stand, there, replaceable);
    const isWorthless = ({ address, type }: LibvirtObject) => {
      const [, host] = /^host ([a-z0-9-]+)_/.exec(partName(address)) ?? [];
      // A host's mark may be out of date, so it is not asked here.
      if (host === undefined ? unmade.has(address) : replaceable.includes(host)) return true;
      // What is in the lab is nobody else's; but a host that is there has its disk and its networks.
      if (!isInLab(stand)) return false;
      return type === 'libvirt_network' ? staying.length === 0 : !staying.includes(host ?? '');
    };
    const foreign: LibvirtObject[] = [];
    for (const object of declared.filter((candidate) => there.has(listedName(candidate)))) {
      found = true;
      if (isStorage(object.address)) {
        progress.line(`  ${object.name} is there already and is taken into use`);
        await engine.import(object.address, await libvirt.idOf(object));
      } else if (isWorthless(object)) await libvirt.remove(object);
      else foreign.push(object);
    }
    refuse(hypervisor.uri ?? "the lab's libvirt", [
      ...foreign.map(({ type, name }) => `there is a ${type.replace('libvirt_', '')} '${name}'`),
      ...(isInLab(stand) ? [] : await clashes(libvirt, stand, known)),
    ]);
  }
  return found;
}

/** Names of the hosts that are there and may not be lost. */
function hostsThatStay(
  { paths }: Context,
  stand: Stand,
  listed: ReadonlySet<string>,
  replaceable: readonly string[],
): string[] {
  const there = stand.hosts.filter((host) => {
    const { name } = libvirtDomain(stand, host, paths.identity);
    return isContainerThere(paths.lab, name) || listed.has(`libvirt_domain ${name}`);
  });
  return there.map(({ name }) => name).filter((name) => !replaceable.includes(name));
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
