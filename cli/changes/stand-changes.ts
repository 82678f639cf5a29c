import { dataVolumes } from '../../model/services/data-volumes';
import { servicesOf } from '../../model/services/service';
import type { Service, Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';
import { isChanged, type Plan, type ResourceChange } from '../engine/plan';
import { partName } from '../engine/report';
import { type HostChange, hostChanges, hostPart, lostVolumes } from '../guard/host-changes';
import type { ExistingHosts } from '../guard/host-guard';
import { accountChanges } from './account-changes';
import { type Departure, departures, recordedHosts } from './departures';
import { changedReadings, reasonsOf, triggersOf } from './reasons';

/** How much a change costs, from the least to the most. */
export const changeClasses = ['safe', 'restarts', 'replaces', 'destroys data'] as const;
export type ChangeClass = (typeof changeClasses)[number];

/** One thing that `up` would do. docs/reference/diff.schema.json describes it. */
export interface StandChange {
  readonly class: ChangeClass;
  /** What it is done to, such as `host e1server` or `service ejabberd`. */
  readonly part: string;
  /** What is done, in words that follow the part. */
  readonly what: string;
  readonly why: readonly string[];
  /** What is interrupted, and for about how long; null for nothing. */
  readonly interrupts: string | null;
  /** What becomes of data; null where there is none. */
  readonly data: string | null;
}

/** What `diff --json` prints. */
export interface DiffReport {
  /** Grows when a reader of the former one would be misled. */
  readonly version: 1;
  readonly stand: string;
  /** Of the change that costs most. */
  readonly class: ChangeClass;
  readonly changes: readonly StandChange[];
}

/** What a plan does, in the stand's language: hosts first, then services, then what they stand on. */
export function standChanges(plan: Plan, stand: Stand, existing: ExistingHosts): StandChange[] {
  const hosts = hostChanges(plan);
  const touched = new Set(hosts.map(({ host }) => host));
  const resources = (plan.resource_changes ?? []).filter(isChanged);
  return [
    ...hosts.map((change) => renamed(hostChange(change, stand, existing), change, plan, stand)),
    ...resources.flatMap((resource) => definitionChange(resource, stand, touched)),
    ...departures(plan, stand).flatMap(departureChange),
    ...resources.flatMap((resource) => serviceChange(resource, plan, stand)),
    ...accountChanges(plan, stand).map(
      ({ account, what, data }): StandChange => ({
        ...{ class: 'safe', part: `account ${account}`, what, why: [], interrupts: null, data },
      }),
    ),
    ...resources.flatMap(networkChange),
    ...lostVolumes(plan).map(
      (name): StandChange => ({
        ...{ class: 'destroys data', part: `volume ${name}`, what: 'is removed', why: [] },
        ...{ interrupts: null, data: 'what is on it is lost' },
      }),
    ),
  ];
}

/** The class of the change that costs most. */
export function worstOf(changes: readonly StandChange[]): ChangeClass {
  const ranks = changes.map((change) => changeClasses.indexOf(change.class));
  return changeClasses[Math.max(0, ...ranks)] as ChangeClass;
}

function hostChange(change: HostChange, stand: Stand, existing: ExistingHosts): StandChange {
  const { host, action } = change;
  const part = `host ${host}`;
  if (action === 'create' && !existing.exists(change)) {
    const data = existing.hasData(host) ? 'taken into use again' : null;
    return { class: 'safe', part, what: 'is made', why: [], interrupts: null, data };
  }
  const why = change.requested
    ? ['it is named, or was left half done']
    : [...new Set([...change.why, ...existing.differences(change)])];
  const what = {
    create: 'exists, but is not in the state',
    replace: 'is replaced',
    remove: 'is removed',
  }[action];
  const cost = costOf(stand, host, action !== 'remove');
  const other = change.changesKind && {
    data: 'stays where it is, which the other kind does not read',
  };
  return { class: 'replaces', part, what, why, ...cost, ...other };
}

/** Says of a host that it takes another one's place, or leaves it, where the two have the same address. */
function renamed(told: StandChange, { host, action }: HostChange, plan: Plan, { hosts }: Stand) {
  const recorded = recordedHosts(plan);
  if (action === 'remove') {
    const address = recorded[host]?.address;
    const next = hosts.find(({ managementAddress }) => managementAddress === address);
    return next ? { ...told, why: [`${next.name} takes its place`] } : told;
  }
  const address = hosts.find(({ name }) => name === host)?.managementAddress;
  const former = Object.keys(recorded).find(
    (name) => recorded[name]?.address === address && !hosts.some((one) => one.name === name),
  );
  if (action !== 'create' || former === undefined) return told;
  const what = `is made in place of ${former}: a new name is a new host`;
  return { ...told, what, data: `that of ${former} is kept under its name, and not taken over` };
}

/** What it costs that a host goes. */
function costOf(stand: Stand, name: string, comesBack: boolean) {
  const host = stand.hosts.find((candidate) => candidate.name === name);
  if (!host) return { interrupts: 'all that it does', data: 'kept' };
  const services = servicesOf(stand, host)
    .map((service) => service.name)
    .filter((service) => service !== 'base');
  const paths = dataVolumes(stand, host).map(({ path }) => path);
  const advice = services.includes('postgresql') ? '; a primary hands over first' : '';
  const time = stand.hypervisor === 'lxc' ? 'about 1 min' : 'some minutes';
  return {
    interrupts: `${services.join(', ')} there${comesBack ? `, for ${time}` : ''}${advice}`,
    data: paths.length > 0 ? `kept: ${paths.join(', ')}` : null,
  };
}

/** A change of what a host need not be made anew for. */
function definitionChange(
  resource: ResourceChange,
  stand: Stand,
  touched: ReadonlySet<string>,
): StandChange[] {
  const host = hostPart(resource.address, 'definition');
  if (host === undefined || touched.has(host) || !resource.change.actions.includes('create'))
    return [];
  const { before, after } = triggersOf(resource);
  const differ = ['memory', 'vcpus', 'data'].filter((name) => before[name] !== after[name]);
  const isMoved = differ.includes('data') && stand.hypervisor === 'lxc';
  const common = { part: `host ${host}`, data: isMoved ? 'moves out of the host' : null };
  const why = differ.map((name) =>
    before[name] === undefined
      ? `${name}: ${after[name]}`
      : `${name} from ${before[name]} to ${after[name]}`,
  );
  if (stand.hypervisor === 'lxc' && !isMoved) {
    const isLess = mib(after.memory) < mib(before.memory);
    const what = `is changed while it runs${isLess ? ', or restarted if it uses more memory' : ''}`;
    if (!isLess) return [{ ...common, class: 'safe', what, why, interrupts: null }];
    return [{ ...common, class: 'restarts', what, why, interrupts: restart(15) }];
  }
  const interrupts = restart(isMoved ? 15 : 120);
  return [{ ...common, class: 'restarts', what: 'is restarted if it has to be', why, interrupts }];
}

function mib(text = ''): number {
  return Number.parseInt(text, 10);
}

function restart(seconds: number): string {
  const time = seconds < 60 ? `${seconds} s` : `${seconds / 60} min`;
  return `what it does, for about ${time}; others take over first`;
}

function serviceChange(resource: ResourceChange, plan: Plan, stand: Stand): StandChange[] {
  const part = partName(resource.address);
  const [, name] = /^service ([a-z0-9_]+)$/.exec(part) ?? [];
  if (name === undefined) return [];
  const service = stand.services.find((candidate) => candidate.name === name);
  const stranded = service && resource.change.before ? strandedBy(service, resource) : null;
  const common = { part, why: reasonsOf(resource, plan), data: stranded };
  const { actions, before } = resource.change;
  if (!actions.includes('create')) {
    const what = 'is no longer described, and stays on its hosts as it is';
    return [{ ...common, class: 'safe', what, why: [], interrupts: null }];
  }
  const hosts = service ? hostsOf(stand, service.group).map((host) => host.name) : [];
  const where = hosts.length === stand.hosts.length ? 'all hosts' : hosts.join(', ');
  const what = `${before ? 'runs again' : 'is set up'}${where ? ` on ${where}` : ''}`;
  const interrupts = before && service ? interruptionOf(service, resource) : null;
  const cost = interrupts ? 'restarts' : 'safe';
  return [{ ...common, class: stranded ? 'replaces' : cost, what, interrupts }];
}

/** Services that a host which stays has no longer. */
function departureChange({ host, isRemoved, services }: Departure): StandChange[] {
  if (isRemoved) return [];
  const data = services.flatMap(({ data = [] }) => data.map(({ path }) => path));
  return [
    {
      ...{ class: 'restarts', part: `host ${host}`, why: [] },
      what: `loses ${services.map(({ name }) => name).join(', ')}`,
      interrupts: 'what these do there; others take over',
      data: data.length > 0 ? `kept: ${data.join(', ')}` : null,
    },
  ];
}

/** What a playbook that runs again may interrupt. */
function interruptionOf({ interruption }: Service, resource: ResourceChange): string | null {
  if (!interruption) return null;
  const { what, by = /^/ } = interruption;
  const names = changedReadings(resource);
  // Run for another reason, it changes nothing that is as it should be.
  return names.length === 0 || names.some((name) => by.test(name)) ? what : null;
}

/** What data a playbook that runs again leaves behind. */
function strandedBy({ stranding }: Service, resource: ResourceChange): string | null {
  const isLeft = changedReadings(resource).some((name) => stranding?.by.test(name));
  return isLeft ? (stranding?.what ?? null) : null;
}

function networkChange({ address, type, change: { actions } }: ResourceChange): StandChange[] {
  const part = partName(address);
  const [served] = /^network .+(?=_records$)/.exec(part) ?? [];
  if (served !== undefined) {
    const tells = actions.includes('create') ? 'the records of `dns`' : 'no records any more';
    const what = `tells strangers ${tells}`;
    return [{ class: 'safe', part: served, what, why: [], interrupts: null, data: null }];
  }
  const [published] = /^network .+(?=_published$)/.exec(part) ?? [];
  if (published !== undefined) return [publicationChange(published, actions)];
  if (type !== 'libvirt_network') return [];
  const common = { part, why: [], data: null };
  if (!actions.includes('delete'))
    return [{ ...common, class: 'safe', what: 'is made', interrupts: null }];
  const what = actions.includes('create') ? 'is replaced' : 'is removed';
  return [{ ...common, class: 'replaces', what, interrupts: 'all hosts on it' }];
}

function publicationChange(
  part: string,
  actions: ResourceChange['change']['actions'],
): StandChange {
  const common = { part, why: [], data: null };
  if (!actions.includes('delete'))
    return { ...common, class: 'safe', what: 'is published', interrupts: null };
  return actions.includes('create')
    ? {
        ...{ ...common, class: 'restarts', what: 'is published otherwise' },
        interrupts: 'new connections from outside, for a second',
      }
    : {
        ...{ ...common, class: 'restarts', what: 'is not published any more' },
        interrupts: 'whoever comes from outside',
      };
}
