import { triggersOf } from '../changes/reasons';
import type { Plan, ResourceChange } from '../engine/plan';
import { partName } from '../engine/report';
import { machineDifferences, releaseDifference } from './host-differences';
import { isImage, isStorage } from './kept-data';

/** What a plan does to a host. Whether a host that it creates exists already is not known here. */
export interface HostChange {
  readonly host: string;
  readonly action: 'create' | 'replace' | 'remove';
  /** Name in libvirt; undefined where the plan does not have it. */
  readonly domain: string | undefined;
  /** Whether the existing host is a container: the engine does not check whether those exist. */
  readonly isContainer: boolean;
  /** Whether a container is replaced by a virtual machine, or the other way round. */
  readonly changesKind: boolean;
  /** Whether creating it failed. */
  readonly failed: boolean;
  /** Whether the user asked for it, whatever differs. */
  readonly requested: boolean;
  /** What differs, where the plan says so. */
  readonly why: readonly string[];
}

/** The host whose data a resource holds: as its container, or as its machine or that machine's disk. */
function hostOf({ address, type }: ResourceChange): string | undefined {
  const [, name, part] = /^host ([a-z0-9-]+)(?:_(\w+))?$/.exec(partName(address)) ?? [];
  if (type === 'null_resource') return part === undefined ? name : undefined;
  return part === 'domain' || part === 'disk' ? name : undefined;
}

export function hostChanges(plan: Plan): HostChange[] {
  const { resource_changes = [] } = plan;
  const otherRelease = releaseDifference(plan);
  const changes = new Map<string, HostChange>();
  for (const resource of resource_changes) {
    const host = hostOf(resource);
    const action = actionOf(resource);
    if (host === undefined || action === undefined) continue;
    const { type, action_reason } = resource;
    const before = changes.get(host);
    // A new disk alone creates no host.
    if (type === 'libvirt_volume' && action === 'create') continue;
    const change: HostChange = {
      ...{ host, action, domain: domainOf(resource), changesKind: false },
      isContainer: type === 'null_resource',
      failed: action_reason === 'replace_because_tainted',
      requested: action_reason === 'replace_by_request',
      why:
        type === 'libvirt_domain' && action === 'replace'
          ? otherRelease
          : machineDifferences(resource),
    };
    changes.set(host, before ? merged(before, change) : change);
  }
  return [...changes.values()];
}

/** Merges two changes of one host: of a machine and its disk, or of a container and a machine. */
function merged(one: HostChange, other: HostChange): HostChange {
  // The change that destroys something says what exists now.
  const [lost, created] = one.action === 'create' ? [other, one] : [one, other];
  return {
    host: lost.host,
    action: one.action === other.action ? one.action : 'replace',
    domain: lost.domain ?? created.domain,
    isContainer: lost.isContainer,
    changesKind: one.isContainer !== other.isContainer,
    failed: one.failed && other.failed,
    requested: one.requested || other.requested,
    why: [...one.why, ...other.why],
  };
}

/** Names of the machines that a plan restarts, to change their size. */
export function restartedMachines(plan: Plan): string[] {
  const kept = (plan.resource_changes ?? []).filter(
    ({ type, change }) => type === 'libvirt_domain' && change.actions.join() === 'no-op',
  );
  const machines = kept.flatMap(({ address }) => hostPart(address, 'domain') ?? []);
  return redefinitions(plan)
    .map(({ host }) => host)
    .filter((host) => machines.includes(host));
}

/** What a plan changes of a host in place. */
export interface Redefinition {
  readonly host: string;
  /** Of the resource that does it. */
  readonly address: string;
  /** Names of what differs, such as `memory`. @see stacks/definitions.ts */
  readonly what: readonly string[];
}

/** What a plan changes in place; of these hosts some may be made anew too. */
export function redefinitions({ resource_changes = [] }: Plan): Redefinition[] {
  return resource_changes
    .filter(({ change }) => change.before && change.actions.includes('create'))
    .flatMap((resource) => {
      const host = hostPart(resource.address, 'definition');
      if (host === undefined) return [];
      const { before, after } = triggersOf(resource);
      const what = Object.keys(after).filter((name) => before[name] !== after[name]);
      return { host, address: resource.address, what };
    });
}

/** The host that a resource is the named part of. */
export function hostPart(address: string, part: string): string | undefined {
  return new RegExp(`^host ([a-z0-9-]+)_${part}$`).exec(partName(address))?.[1];
}

/** Names of the data volumes that a plan deletes or replaces. */
export function lostVolumes({ resource_changes = [] }: Plan): string[] {
  return resource_changes
    .filter(
      ({ address, type, change }) =>
        type === 'libvirt_volume' &&
        isStorage(address) &&
        !isImage(address) &&
        change.actions.includes('delete'),
    )
    .map(nameOf);
}

function nameOf({ change, address }: ResourceChange): string {
  return `${change.before?.name ?? address}`;
}

function actionOf({ change: { actions } }: ResourceChange): HostChange['action'] | undefined {
  const [deleted, created] = [
    actions.includes('delete') || actions.includes('forget'),
    actions.includes('create'),
  ];
  if (deleted) return created ? 'replace' : 'remove';
  return created ? 'create' : undefined;
}

function domainOf({ type, change: { before, after } }: ResourceChange): string | undefined {
  if (type === 'libvirt_volume') return undefined;
  const attributes = before ?? after ?? {};
  const { domain } = (attributes.triggers ?? {}) as { domain?: string };
  return type === 'null_resource' ? domain : (attributes.name as string | undefined);
}
