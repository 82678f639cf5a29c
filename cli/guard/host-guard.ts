import type { Plan } from '../engine/plan';
import {
  type HostChange,
  hostChanges,
  lostImages,
  lostNetworks,
  lostVolumes,
} from './host-changes';

/** Hosts that may be lost, since the user named them. */
export interface Permission {
  /** Hosts that may be replaced. */
  readonly replace: readonly string[];
  /** Hosts that may be removed. */
  readonly remove: readonly string[];
}

/** What the plan does not know of existing hosts. */
export interface ExistingHosts {
  /** Whether a complete host of that name exists in libvirt. */
  exists(change: HostChange): boolean;
  /** Whether a host would be replaced for its memory and processors alone. */
  isResized(change: HostChange): boolean;
  /** What differs about a container. */
  differences(change: HostChange): readonly string[];
}

export interface LostHost extends HostChange {
  /** Whether it can stay as it is while others are replaced: they need not know its size. */
  readonly isResized: boolean;
}

/** What a plan would destroy although nobody asked for it. */
export interface Refusal {
  readonly hosts: readonly LostHost[];
  /** Names of the hosts that the plan creates or replaces as asked. */
  readonly named: readonly string[];
  /** Names of images that would go although hosts that are kept use them. */
  readonly images: readonly string[];
  /** Names of networks that would go although hosts that are kept are on them. */
  readonly networks: readonly string[];
  /** Names of data volumes that would be deleted. */
  readonly volumes: readonly string[];
}

/** What the plan does not show, and changes what it destroys. */
export interface JudgeOptions {
  /** Hosts that are kept as they are although the description differs. */
  readonly held?: readonly string[];
  /** Whether data volumes are removed from the state before the plan could delete them. */
  readonly keepsData?: boolean;
}

/** @returns undefined where everything that the plan destroys was asked for */
export function judge(
  plan: Plan,
  may: Permission,
  existing: ExistingHosts,
  { held = [], keepsData = false }: JudgeOptions = {},
): Refusal | undefined {
  const changes = hostChanges(plan);
  const hosts = changes
    // A host that could not be created has nothing to lose.
    .filter((change) => !change.failed && !isAllowed(change, may) && existing.exists(change))
    .map((change) => ({
      ...change,
      why: [...change.why, ...existing.differences(change)],
      isResized: existing.isResized(change),
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

/** The refusal as a message, with what to do. */
export function refusalText({ hosts, named, networks, images, volumes }: Refusal): string {
  const lost = hosts.map(({ host, action, why }) => `  ${host} ${verdicts[action]}${reasons(why)}`);
  const of = (action: HostChange['action']) => hosts.filter((change) => change.action === action);
  return [
    'nothing was changed: hosts that no option names would be lost:',
    ...lost,
    ...networks.map(
      (name) => `  the network ${name} would be replaced or removed while hosts stay on it`,
    ),
    ...images.map(
      (name) => `  the image ${name} would be replaced or removed while machines still use it`,
    ),
    ...volumes.map((name) => `  the data volume ${name} would be removed`),
    ...(of('create').length > 0 ? unknownRemedy : []),
    ...(of('create').length > 0 ? [`  ./stand up --replace ${namesOf(of('create'))}`] : []),
    ...remedyFor(of('replace'), named),
    ...(of('remove').length > 0 ? removeRemedy : []),
    ...of('remove').map(({ host }) => `  ./stand up --remove ${host}`),
    ...(networks.length > 0 ? ['name every host on the network after --replace'] : []),
    ...(images.length > 0 ? ['name every host after --replace'] : []),
    ...(volumes.length > 0 ? ['./stand down --data removes data; ./stand up keeps it'] : []),
    ...(of('create').length === 0 ? ['or undo the change in stand.config.ts'] : []),
  ].join('\n');
}

const verdicts: Record<HostChange['action'], string> = {
  create: "already exists, but is not in the engine's state",
  replace: 'would be replaced',
  remove: 'would be removed: it is no longer described',
};

const unknownRemedy = [
  'check that `state` in stand.config.ts points to the state that these hosts are in, and that it can be read;',
  'otherwise they can only be replaced, which deletes what is on their own disks:',
];

const replaceRemedy = [
  'replacing a host deletes what is on its own disk; run ./stand backup, then replace one host at a time:',
];

const togetherRemedy = [
  'replacing a host deletes what is on its own disk; run ./stand backup, then replace all in one run,',
  'since more than their size differs, and the other hosts are configured for the change at once:',
];

function remedyFor(hosts: readonly LostHost[], named: readonly string[]): string[] {
  if (hosts.length === 0) return [];
  if (hosts.every(({ isResized }) => isResized))
    return [...replaceRemedy, ...hosts.map(({ host }) => `  ./stand up --replace ${host}`)];
  const all = [...named, ...hosts.map(({ host }) => host)];
  return [...togetherRemedy, `  ./stand up --replace ${all.join(' ')}`];
}

const removeRemedy = ['removing a host deletes its own disk:'];

function namesOf(hosts: readonly HostChange[]): string {
  return hosts.map(({ host }) => host).join(' ');
}

function reasons(why: readonly string[]): string {
  return why.length > 0 ? `: ${[...new Set(why)].join(', ')}` : '';
}
