import type { Plan, ResourceChange } from '../engine/plan';
import { partName } from '../engine/report';
import { machineDifferences } from './host-differences';
import { isImage, isStorage } from './kept-data';

/** What a plan does to a host, or would, if it made one whose name is free. */
export interface HostChange {
  readonly host: string;
  readonly action: 'make' | 'make anew' | 'remove';
  /** Name in libvirt; undefined where the engine knows none yet. */
  readonly domain: string | undefined;
  /** Whether what is there is a container, which the engine does not look for itself. */
  readonly isContainer: boolean;
  /** Whether a container gives way to a machine, or the other way round. */
  readonly changesKind: boolean;
  /** Whether the engine saw its making fail. */
  readonly failed: boolean;
  /** What differs, where the plan tells. */
  readonly why: readonly string[];
}

/** Resources without which a host is not what it was: a container, or a machine and its disk. */
function hostOf({ address, type }: ResourceChange): string | undefined {
  const [, name, part] = /^host ([a-z0-9-]+)(?:_(\w+))?$/.exec(partName(address)) ?? [];
  if (type === 'null_resource') return part === undefined ? name : undefined;
  return part === 'domain' || part === 'disk' ? name : undefined;
}

export function hostChanges({ resource_changes = [] }: Plan): HostChange[] {
  const changes = new Map<string, HostChange>();
  for (const resource of resource_changes) {
    const host = hostOf(resource);
    const action = actionOf(resource);
    if (host === undefined || action === undefined) continue;
    const { type, action_reason } = resource;
    const before = changes.get(host);
    // A new disk under a machine that is there makes another host of it.
    if (type === 'libvirt_volume' && action === 'make') continue;
    const change: HostChange = {
      ...{ host, action, domain: domainOf(resource), changesKind: false },
      isContainer: type === 'null_resource',
      failed: action_reason === 'replace_because_tainted',
      why: machineDifferences(resource),
    };
    changes.set(host, before ? together(before, change) : change);
  }
  return [...changes.values()];
}

/** Two changes of one host: of a machine and its disk, or of a container and a machine. */
function together(one: HostChange, other: HostChange): HostChange {
  // What is lost says what is there, not what is made in its place.
  const [lost, made] = one.action === 'make' ? [other, one] : [one, other];
  return {
    host: lost.host,
    action: one.action === other.action ? one.action : 'make anew',
    domain: lost.domain ?? made.domain,
    isContainer: lost.isContainer,
    changesKind: one.isContainer !== other.isContainer,
    failed: one.failed && other.failed,
    why: [...one.why, ...other.why],
  };
}

/** Data volumes that a plan deletes or makes anew, by name. */
export function lostVolumes(plan: Plan): string[] {
  return lost(
    plan,
    ({ address, type }) => type === 'libvirt_volume' && isStorage(address) && !isImage(address),
  ).map(nameOf);
}

/** Images on which machines' own disks stand that a plan deletes or makes anew, by name. */
export function lostImages(plan: Plan): string[] {
  return lost(plan, ({ address }) => isImage(address)).map(nameOf);
}

/** Networks that a plan deletes or makes anew, by name. */
export function lostNetworks(plan: Plan): string[] {
  const networks = lost(plan, ({ type }) => type === 'libvirt_network');
  return networks.map(({ address }) => partName(address).replace(/^network /, ''));
}

function lost(
  { resource_changes = [] }: Plan,
  isMeant: (resource: ResourceChange) => boolean,
): ResourceChange[] {
  return resource_changes.filter(
    (resource) => isMeant(resource) && resource.change.actions.includes('delete'),
  );
}

function nameOf({ change, address }: ResourceChange): string {
  return `${change.before?.name ?? address}`;
}

function actionOf({ change: { actions } }: ResourceChange): HostChange['action'] | undefined {
  const [gone, made] = [
    actions.includes('delete') || actions.includes('forget'),
    actions.includes('create'),
  ];
  if (gone) return made ? 'make anew' : 'remove';
  return made ? 'make' : undefined;
}

function domainOf({ type, change: { before, after } }: ResourceChange): string | undefined {
  if (type === 'libvirt_volume') return undefined;
  const attributes = before ?? after ?? {};
  const { domain } = (attributes.triggers ?? {}) as { domain?: string };
  return type === 'null_resource' ? domain : (attributes.name as string | undefined);
}
