import type { Plan } from '../engine/plan';
import {
  type HostChange,
  hostChanges,
  lostImages,
  lostNetworks,
  lostVolumes,
} from './host-changes';

/** Hosts that may be lost, since a person named them. */
export interface Permission {
  /** May be made anew. */
  readonly replace: readonly string[];
  /** May be removed. */
  readonly remove: readonly string[];
}

/** What the plan does not know of hosts. */
export interface Presence {
  /** Whether a host of that name is there in libvirt, made to its end. */
  isThere(change: HostChange): boolean;
  /** Whether a host would be made anew for its memory and processors alone. */
  isResized(change: HostChange): boolean;
  /** What differs about a container. */
  differences(change: HostChange): readonly string[];
}

export interface LostHost extends HostChange {
  /** Whether it can stay as it is while others are made anew: they need not know its size. */
  readonly isResized: boolean;
}

/** What a plan would cost that nobody asked for. */
export interface Refusal {
  readonly hosts: readonly LostHost[];
  /** Names of the hosts that are made besides, as was asked for. */
  readonly named: readonly string[];
  /** Names of images that hosts stand on which stay. */
  readonly images: readonly string[];
  /** Names of networks that hosts are on which stay. */
  readonly networks: readonly string[];
  /** Names of data volumes. */
  readonly volumes: readonly string[];
}

/** What makes a plan cost less, or more, than it shows. */
export interface Circumstances {
  /** Hosts that are kept as they are although they are described otherwise. */
  readonly held?: readonly string[];
  /** Whether data volumes are taken out of the state before they could be deleted. */
  readonly keepsData?: boolean;
}

/** @returns undefined where everything that the plan costs was asked for */
export function judge(
  plan: Plan,
  may: Permission,
  presence: Presence,
  { held = [], keepsData = false }: Circumstances = {},
): Refusal | undefined {
  const changes = hostChanges(plan);
  const hosts = changes
    // What failed when it was made has nothing to lose.
    .filter((change) => !change.failed && !isAllowed(change, may) && presence.isThere(change))
    .map((change) => ({
      ...change,
      why: [...change.why, ...presence.differences(change)],
      isResized: presence.isResized(change),
    }));
  const named = changes
    .filter((change) => change.action !== 'remove' && isAllowed(change, may))
    .map(({ host }) => host);
  const networks = held.length > 0 ? lostNetworks(plan) : [];
  const images = held.length > 0 ? lostImages(plan) : [];
  const volumes = keepsData ? [] : lostVolumes(plan);
  return [hosts, networks, images, volumes].some(({ length }) => length > 0)
    ? { hosts, named, networks, images, volumes }
    : undefined;
}

function isAllowed({ host, action }: HostChange, { replace, remove }: Permission): boolean {
  return (action === 'remove' ? remove : replace).includes(host);
}

/** The refusal in words, with what to do. */
export function refusalText({ hosts, named, networks, images, volumes }: Refusal): string {
  const told = hosts.map(({ host, action, why }) => `  ${host} ${deeds[action]}${reasons(why)}`);
  const of = (action: HostChange['action']) => hosts.filter((change) => change.action === action);
  return [
    'nothing was changed: hosts would be lost that no option names:',
    ...told,
    ...networks.map(
      (name) => `  the network ${name} would be made anew or removed under its hosts`,
    ),
    ...images.map((name) => `  the image ${name} would be made anew or removed under its machines`),
    ...volumes.map((name) => `  the data volume ${name} would be removed`),
    ...(of('make').length > 0 ? unknownRemedy : []),
    ...(of('make').length > 0 ? [`  ./stand up --replace ${namesOf(of('make'))}`] : []),
    ...remedyFor(of('make anew'), named),
    ...(of('remove').length > 0 ? removeRemedy : []),
    ...of('remove').map(({ host }) => `  ./stand up --remove ${host}`),
    ...(networks.length > 0 ? ['name every host on the network after --replace'] : []),
    ...(images.length > 0 ? ['name every host after --replace'] : []),
    ...(volumes.length > 0 ? ['./stand down --data removes data; ./stand up keeps it'] : []),
    ...(of('make').length === 0 ? ['or put stand.config.ts back as it was'] : []),
  ].join('\n');
}

const deeds: Record<HostChange['action'], string> = {
  make: "is there already, and the engine's state knows nothing of it",
  'make anew': 'would be made anew',
  remove: 'would be removed: it is described no more',
};

const unknownRemedy = [
  'see that `state` in stand.config.ts names where the state lies that knows them, and that it is there;',
  'else they can only be made anew, and what their own disks hold is lost:',
];

const replaceRemedy = [
  'a host that is made anew has lost what its own disk held; one after another, with a backup before:',
];

const togetherRemedy = [
  'a host that is made anew has lost what its own disk held; with a backup before, and all in one run,',
  'since more than their size differs, which the other hosts are told at once:',
];

function remedyFor(hosts: readonly LostHost[], named: readonly string[]): string[] {
  if (hosts.length === 0) return [];
  if (hosts.every(({ isResized }) => isResized))
    return [...replaceRemedy, ...hosts.map(({ host }) => `  ./stand up --replace ${host}`)];
  const all = [...named, ...hosts.map(({ host }) => host)];
  return [...togetherRemedy, `  ./stand up --replace ${all.join(' ')}`];
}

const removeRemedy = ['a host that is removed is gone with its own disk:'];

function namesOf(hosts: readonly HostChange[]): string {
  return hosts.map(({ host }) => host).join(' ');
}

function reasons(why: readonly string[]): string {
  return why.length > 0 ? `: ${[...new Set(why)].join(', ')}` : '';
}
