import type { Plan } from '../engine/plan';
import { type HostChange, hostChanges, lostVolumes, restartedMachines } from './host-changes';
import { isOfRelease } from './host-differences';
import type { Permission } from './permission';

/** What the plan does not know of existing hosts. */
export interface ExistingHosts {
  /** Whether a complete host of that name exists in libvirt. */
  exists(change: HostChange): boolean;
  /** Whether there is data of a host that is to be made. */
  hasData(host: string): boolean;
  /** What differs about a container. */
  differences(change: HostChange): readonly string[];
}

/** What a plan would destroy although nobody asked for it. */
export interface Refusal {
  readonly hosts: readonly HostChange[];
  /** Names of the hosts that the plan creates or replaces as asked. */
  readonly named: readonly string[];
  /** Names of data volumes that would be deleted. */
  readonly volumes: readonly string[];
  /** Names of machines that would be restarted. */
  readonly restarts: readonly string[];
}

/** What the plan does not show, and changes what it destroys. */
export interface JudgeOptions {
  /** Whether data volumes are removed from the state before the plan could delete them. */
  readonly keepsData?: boolean;
}

/** @returns undefined where everything that the plan destroys was asked for */
export function judge(
  plan: Plan,
  may: Permission,
  existing: ExistingHosts,
  { keepsData = false }: JudgeOptions = {},
): Refusal | undefined {
  const changes = hostChanges(plan);
  const hosts = changes
    // A host that could not be created has nothing to lose.
    .filter((change) => !change.failed && !isAllowed(change, may) && existing.exists(change))
    .map((change) => ({
      ...change,
      why: [...change.why, ...existing.differences(change)],
    }));
  const named = changes
    .filter((change) => change.action !== 'remove' && isAllowed(change, may))
    .map(({ host }) => host);
  const volumes = keepsData ? [] : lostVolumes(plan);
  const restarts = restartedMachines(plan).filter((host) => !may.restart.includes(host));
  return [hosts, volumes, restarts].some(({ length }) => length > 0)
    ? { hosts, named, volumes, restarts }
    : undefined;
}

function isAllowed({ host, action }: HostChange, { replace, remove }: Permission): boolean {
  return (action === 'remove' ? remove : replace).includes(host);
}

/** The refusal as a message, with what to do. */
export function refusalText({ hosts, named, volumes, restarts }: Refusal): string {
  const lost = hosts.map(({ host, action, why }) => `  ${host} ${verdicts[action]}${reasons(why)}`);
  const of = (action: HostChange['action']) => hosts.filter((change) => change.action === action);
  return [
    'nothing was changed: what no option allows would be done to hosts:',
    ...lost,
    ...restarts.map((name) => `  ${name} would be restarted: its size is described otherwise`),
    ...volumes.map((name) => `  the data volume ${name} would be removed`),
    ...(of('create').length > 0 ? unknownRemedy : []),
    ...(of('create').length > 0
      ? [`  ./stand up --allow ${replacing(of('create').map(({ host }) => host))}`]
      : []),
    ...(of('replace').some(({ why }) => why.some(isOfRelease)) ? [otherReleaseRemedy] : []),
    ...remedyFor(of('replace'), named),
    ...(of('remove').length > 0 ? removeRemedy : []),
    ...of('remove').map(({ host }) => `  ./stand up --allow remove:${host}`),
    ...(restarts.length > 0 ? restartRemedy : []),
    ...restarts.map((name) => `  ./stand up --allow restart:${name}`),
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

/** What becomes of a stand for which another release is described. */
export const otherReleaseRemedy =
  'For another release of Debian: ./stand upgrade release, and --check says first what that takes.';

const replaceRemedy = [
  'replacing a host deletes what is on its own disk, not the data of its services; the other hosts are',
  'configured for the change at once, so run ./stand backup, then replace all in one run:',
];

function remedyFor(hosts: readonly HostChange[], named: readonly string[]): string[] {
  if (hosts.length === 0) return [];
  const all = [...named, ...hosts.map(({ host }) => host)];
  return [...replaceRemedy, `  ./stand up --allow ${replacing(all)}`];
}

const removeRemedy = ['removing a host deletes its own disk, not the data of its services:'];

const restartRemedy = [
  'what it does is interrupted for a minute or two; machines that are allowed are restarted one after another:',
];

function replacing(hosts: readonly string[]): string {
  return hosts.map((host) => `replace:${host}`).join(' ');
}

function reasons(why: readonly string[]): string {
  return why.length > 0 ? `: ${[...new Set(why)].join(', ')}` : '';
}
