import type { Plan, ResourceChange } from '../engine/plan';
import { partName } from '../engine/report';

export type Texts = Readonly<Record<string, string>>;

/** What a resource remembers, and what it will: values that the engine learns only later are missing. */
export function triggersOf({ change }: ResourceChange): { before: Texts; after: Texts } {
  const of = (attributes: ResourceChange['change']['before']) =>
    (attributes?.triggers ?? {}) as Texts;
  return { before: of(change.before), after: of(change.after) };
}

/** Why a playbook runs: what it reads differs, one of its hosts is new, or it was asked for. */
export function reasonsOf(resource: ResourceChange, plan: Plan): string[] {
  const { action_reason, change } = resource;
  if (change.before === null) return [];
  if (action_reason === 'replace_because_tainted') return ['its last run failed'];
  const { before, after } = triggersOf(resource);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differ = names
    .filter((name) => name !== 'hosts' && before[name] !== after[name])
    .flatMap((name) => difference(name, before[name], after[name]));
  const reasons = [...(before.hosts === after.hosts ? [] : hostReasons(plan)), ...differ];
  if (reasons.length > 0) return reasons;
  return action_reason === 'replace_by_request' ? ['it was asked for'] : ['its hosts differ'];
}

function hostReasons({ resource_changes = [] }: Plan): string[] {
  return resource_changes.flatMap(({ address, type, change: { actions } }) => {
    const [, host] = /^host ([a-z0-9-]+?)(?:_ready)?$/.exec(partName(address)) ?? [];
    if (host === undefined || type !== 'null_resource') return [];
    if (actions.includes('create')) return [`${host} is new`];
    return actions.includes('delete') ? [`${host} is gone`] : [];
  });
}

/** What differs about something that a playbook reads, in words. */
function difference(name: string, from: string | undefined, to: string | undefined): string[] {
  if (from === undefined) return [`${name} is new${told(to)}`];
  if (to === undefined) return [`${name} is gone`];
  const [old, wanted] = [parsed(from), parsed(to)];
  if (old === undefined || wanted === undefined) return [digestDifference(name, from, to)];
  if (Array.isArray(old) && Array.isArray(wanted)) return listDifference(name, old, wanted);
  if (isRecord(old) && isRecord(wanted)) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(wanted)])];
    return keys.flatMap((key) => {
      const [one, other] = [text(old[key]), text(wanted[key])];
      return one === other ? [] : difference(`${name} of ${key}`, one, other);
    });
  }
  return [`${name} from ${shortened(from)} to ${shortened(to)}`];
}

/** Of hosts whose values are kept as digests, those that differ. */
function digestDifference(name: string, from: string, to: string): string {
  const old = new Set(from.split(', '));
  const hosts = to
    .split(', ')
    .filter((entry) => !old.has(entry))
    .flatMap((entry) => /^([a-z0-9-]+) [0-9a-f]{12}$/.exec(entry)?.[1] ?? []);
  return hosts.length > 0 ? `${name} of ${hosts.join(', ')} has changed` : `${name} has changed`;
}

function listDifference(name: string, old: unknown[], wanted: unknown[]): string[] {
  const [before, after] = [old, wanted].map((list) => list.map((value) => text(value) as string));
  const more = after?.filter((value) => !before?.includes(value)) ?? [];
  const less = before?.filter((value) => !after?.includes(value)) ?? [];
  if (more.length + less.length === 0) return [`${name} has another order`];
  return [
    ...more.map((value) => `${name} gets ${shortened(value)}`),
    ...less.map((value) => `${name} loses ${shortened(value)}`),
  ];
}

function told(value: string | undefined): string {
  return value === undefined || parsed(value) === undefined ? '' : `: ${shortened(value)}`;
}

/** A value; undefined where only its digest is known. */
function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** As much of a value as a line has room for. */
function shortened(value: string): string {
  return value.length <= 60 ? value : `${value.slice(0, 57)}…`;
}
