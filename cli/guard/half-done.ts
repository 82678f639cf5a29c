import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import { libvirtDomain } from '../../stacks/libvirt-domain';
import type { Context } from '../context';
import { partName } from '../engine/report';
import { isContainerThere, runThatMade } from './containers-there';

export interface HalfDone {
  /** Addresses of what the state holds of it. */
  readonly addresses: readonly string[];
  /** Names of the hosts of which it is a part. */
  readonly hosts: readonly string[];
  /** Addresses of what is marked, and was made to its end all the same. */
  readonly made: readonly string[];
}

/**
 * What a killed run left half done. A mark alone does not say so, since `npx cdktf deploy` leaves those
 * of an earlier run: a host that was made to its end is whole, whatever is marked, but for a container
 * of the very run that left the mark. Its program went on without the engine, which wrote nothing down.
 */
export function halfDone(
  { engine, paths }: Context,
  stand: Stand,
  known: readonly string[],
): HalfDone {
  const marks = engine.unmade();
  // The last that is made of a machine is what waited for it.
  const answered = known.filter((address) => !marks.includes(address)).map(partName);
  const domainOf = (host: Host) => libvirtDomain(stand, host, paths.identity).name;
  const isThere = (host: Host) => isContainerThere(paths.lab, domainOf(host));
  const isUnrecorded = (host: Host) => {
    const mark = marks.find((address) => isContainer(address, host));
    if (mark === undefined || known.includes(mark)) return false;
    return engine.runThatBegan(mark) === runThatMade(paths.lab, domainOf(host));
  };
  const whole = stand.hosts
    .filter(
      (host) =>
        (isThere(host) && !isUnrecorded(host)) || answered.includes(`host ${host.name}_ready`),
    )
    .map(({ name }) => name);
  // The engine does not look for containers that it knows.
  const lost = stand.hosts
    .filter((host) => stand.hypervisor === 'lxc' && !isThere(host))
    .flatMap((host) => known.filter((address) => isContainer(address, host)));
  const isWhole = (address: string) => whole.includes(hostIn(address) ?? '');
  const half = [...new Set([...marks.filter((address) => !isWhole(address)), ...lost])];
  return {
    addresses: half.filter((address) => known.includes(address)),
    hosts: [...new Set(half.flatMap((address) => hostIn(address) ?? []))],
    made: marks.filter((address) => isWhole(address) && known.includes(address)),
  };
}

/** The host of which a resource is a part. */
export function hostIn(address: string): string | undefined {
  return /^host ([a-z0-9-]+)/.exec(partName(address))?.[1];
}

function isContainer(address: string, { name }: Host): boolean {
  return partName(address) === `host ${name}`;
}
