import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import { libvirtDomain } from '../../stacks/libvirt-domain';
import type { Context } from '../context';
import { partName } from '../engine/report';
import { hostPart } from './host-changes';
import { containerExists, finishedByRun } from './lab-containers';

export interface HalfDone {
  /** Addresses of the unfinished resources that the state contains. */
  readonly addresses: readonly string[];
  /** Names of the hosts that they are part of. */
  readonly hosts: readonly string[];
  /** Addresses of resources that are marked as unfinished but are complete. */
  readonly complete: readonly string[];
}

/**
 * What a killed run left half done. A mark alone does not prove it, since `npx cdktf deploy` does not clear
 * the marks of an earlier run: a complete host counts as complete, whatever is marked. The exception is a
 * container of the very run that left the mark: its script went on after the engine was killed, so the
 * state does not know it.
 */
export function halfDone(
  { engine, paths }: Context,
  stand: Stand,
  known: readonly string[],
): HalfDone {
  const marks = engine.unfinishedAddresses();
  // The resource that waits for a machine to answer is the last part of it to be created.
  const answered = known.filter((address) => !marks.includes(address)).map(partName);
  const domainOf = (host: Host) => libvirtDomain(stand, host, paths.identity).name;
  const exists = (host: Host) => containerExists(paths.lab, domainOf(host));
  const isUnrecorded = (host: Host) => {
    const mark = marks.find((address) => isContainer(address, host));
    if (mark === undefined || known.includes(mark)) return false;
    return engine.startedByRun(mark) === finishedByRun(paths.lab, domainOf(host));
  };
  const complete = stand.hosts
    .filter(
      (host) =>
        (exists(host) && !isUnrecorded(host)) || answered.includes(`host ${host.name}_ready`),
    )
    .map(({ name }) => name);
  // The engine does not check whether the containers in its state still exist.
  const lost = stand.hosts
    .filter((host) => stand.hypervisor === 'lxc' && !exists(host))
    .flatMap((host) => known.filter((address) => isContainer(address, host)));
  const isComplete = (address: string) => complete.includes(hostIn(address) ?? '');
  // What changes a host in place can be half done on one that is complete; it is done again, and the host stays.
  const changing = marks.filter(isDefinition);
  const making = marks.filter((address) => !isDefinition(address));
  const half = [...new Set([...making.filter((address) => !isComplete(address)), ...lost])];
  return {
    addresses: [...half, ...changing].filter((address) => known.includes(address)),
    hosts: [...new Set(half.flatMap((address) => hostIn(address) ?? []))],
    complete: making.filter((address) => isComplete(address) && known.includes(address)),
  };
}

/** The host that a resource is part of. */
export function hostIn(address: string): string | undefined {
  return /^host ([a-z0-9-]+)/.exec(partName(address))?.[1];
}

function isDefinition(address: string): boolean {
  return hostPart(address, 'definition') !== undefined;
}

function isContainer(address: string, { name }: Host): boolean {
  return partName(address) === `host ${name}`;
}
