import { exitCodes, StandError } from '../../../controller/errors';
import type { Stand } from '../../../model/stand';
import { isInLab } from '../../../model/topology/hypervisors';
import { contains, formatCidr, parseAddress } from '../../../model/topology/ipv4';
import { libvirtDomain } from '../../../stacks/libvirt-domain';
import type { Context } from '../../context';
import { type LibvirtObject, listedName } from '../../engine/declared-objects';
import { partName } from '../../engine/report';
import { isStorage } from '../kept-data';
import { containerExists } from '../lab-containers';
import { LibvirtObjects } from './objects';

/** @throws StandError with what to do about a libvirt that does not answer: the engine gives no remedy */
export async function requireLibvirts({ place }: Context, { hypervisors }: Stand): Promise<void> {
  for (const hypervisor of hypervisors) await new LibvirtObjects(place, hypervisor).requireAnswer();
}

/**
 * Deals with objects that exist in libvirt but not in the engine's state, since the engine could not
 * create them: disks that were kept are imported; what a killed run left, and hosts that may be replaced,
 * are removed.
 * @param resources addresses of the resources in the engine's state
 * @param replaceable names of hosts that may be lost
 * @returns whether there were any
 * @throws StandError when one of them does not belong to the stand
 */
export async function takeOver(
  context: Context,
  stand: Stand,
  resources: readonly string[],
  replaceable: readonly string[],
): Promise<boolean> {
  const { engine, place, progress } = context;
  const known = new Set(resources);
  const unfinished = new Set(engine.unfinishedAddresses());
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
    const existing = await libvirt.list(
      [...new Set(declared.map(({ pool }) => pool))].filter(Boolean),
    );
    const staying = hostsThatStay(context, stand, existing, replaceable);
    const isWorthless = ({ address, type }: LibvirtObject) => {
      const [, host] = /^host ([a-z0-9-]+)_/.exec(partName(address)) ?? [];
      // A host's mark may be out of date, so it does not count here.
      if (host === undefined ? unfinished.has(address) : replaceable.includes(host)) return true;
      // Everything in the lab belongs to the stand; but an existing host needs its disk and its networks.
      if (!isInLab(stand)) return false;
      return type === 'libvirt_network' ? staying.length === 0 : !staying.includes(host ?? '');
    };
    const foreign: LibvirtObject[] = [];
    for (const object of declared.filter((candidate) => existing.has(listedName(candidate)))) {
      found = true;
      if (isStorage(object.address)) {
        progress.line(`  ${object.name} exists already and is used again`);
        await engine.import(object.address, await libvirt.idOf(object));
      } else if (isWorthless(object)) await libvirt.remove(object);
      else foreign.push(object);
    }
    refuse(hypervisor.uri ?? "the lab's libvirt", [
      ...foreign.map(({ type, name }) => `the ${type.replace('libvirt_', '')} '${name}' exists`),
      ...(isInLab(stand) ? [] : await clashes(libvirt, stand, known)),
    ]);
  }
  return found;
}

/** Names of the existing hosts that may not be lost. */
function hostsThatStay(
  { paths }: Context,
  stand: Stand,
  listed: ReadonlySet<string>,
  replaceable: readonly string[],
): string[] {
  const existing = stand.hosts.filter((host) => {
    const { name } = libvirtDomain(stand, host, paths.identity);
    return containerExists(paths.lab, name) || listed.has(`libvirt_domain ${name}`);
  });
  return existing.map(({ name }) => name).filter((name) => !replaceable.includes(name));
}

/** Networks of libvirt whose addresses lie in a network that is yet to be created. */
async function clashes(
  libvirt: LibvirtObjects,
  stand: Stand,
  known: ReadonlySet<string>,
): Promise<string[]> {
  const others = (await libvirt.addresses()).filter(
    ({ network }) => !network.startsWith(`${stand.name}-`),
  );
  const isCreated = (name: string) =>
    [...known].some((address) => address.startsWith(`libvirt_network.networks_${name}_`));
  return stand.networks
    .filter(({ name, bridge }) => bridge === undefined && !isCreated(name))
    .flatMap(({ name, cidr }) =>
      others
        .filter(({ address }) => contains(cidr, parseAddress(address) ?? -1))
        .map(
          ({ network, address }) =>
            `its network '${network}' has the address ${address}, which is in the range ${formatCidr(cidr)} of '${name}'`,
        ),
    );
}

function refuse(uri: string, reasons: readonly string[]): void {
  if (reasons.length === 0) return;
  const lines = [
    `${uri} has objects that conflict with this stand and were not created by it:`,
    ...reasons.map((reason) => `  ${reason}`),
    'change the name or the networks in stand.config.ts, or remove the objects with virsh',
  ];
  throw new StandError(lines.join('\n'), exitCodes.unprepared);
}
