import { rotatedPrefix } from '../../synth/render/readings';
import type { Plan, ResourceChange } from '../engine/plan';
import { partName } from '../engine/report';

export type Texts = Readonly<Record<string, string>>;

/** What a resource remembers, and what it will: values that the engine learns only later are missing. */
export function triggersOf({ change }: ResourceChange): { before: Texts; after: Texts } {
  const of = (attributes: ResourceChange['change']['before']) =>
    (attributes?.triggers ?? {}) as Texts;
  return { before: of(change.before), after: of(change.after) };
}

/** Names of what a playbook reads that differs. */
export function changedReadings(resource: ResourceChange): string[] {
  const { before, after } = triggersOf(resource);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => name !== 'hosts' && before[name] !== after[name]);
}

/** Why a playbook runs: what it reads differs, one of its hosts is new, or it was asked for. */
export function reasonsOf(resource: ResourceChange, plan: Plan): string[] {
  const { action_reason, change } = resource;
  if (change.before === null) return [];
  if (action_reason === 'replace_because_tainted') return ['its last run failed'];
  const { before, after } = triggersOf(resource);
  const differ = changedReadings(resource).flatMap((name) =>
    name.startsWith(rotatedPrefix) && after[name]
      ? [`${name} rotated ${after[name]}`]
      : differences(before[name], after[name]).map((text) => `${name}${text}`),
  );
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

/** What differs about something that a playbook reads, in words that follow its name. */
function differences(from: string | undefined, to: string | undefined): string[] {
  if (from === undefined) return [` is new${told(to)}`];
  if (to === undefined) return [' is gone'];
  const [old, wanted] = [parsed(from), parsed(to)];
  if (old === undefined || wanted === undefined) return [digestDifference(from, to)];
  if (Array.isArray(old) && Array.isArray(wanted)) return listDifferences(old, wanted);
  if (isRecord(old) && isRecord(wanted)) return recordDifferences(old, wanted);
  const [one, other] = [shortened(from), shortened(to)];
  return [one === other ? ' has changed' : ` from ${one} to ${other}`];
}

/** Of hosts whose values are kept as digests, those that differ. */
function digestDifference(from: string, to: string): string {
  const old = new Set(from.split(', '));
  const hosts = to
    .split(', ')
    .filter((entry) => !old.has(entry))
    .flatMap((entry) => /^([a-z0-9-]+) [0-9a-f]{12}$/.exec(entry)?.[1] ?? []);
  return hosts.length > 0 ? ` of ${several(hosts)} has changed` : ' has changed';
}

type Values = Readonly<Record<string, unknown>>;

/** By key; what is the same for several keys, such as hosts, is told once. */
function recordDifferences(old: Values, wanted: Values): string[] {
  const keys = [...new Set([...Object.keys(old), ...Object.keys(wanted)])];
  const byText = new Map<string, string[]>();
  for (const key of keys) {
    const [one, other] = [text(old[key]), text(wanted[key])];
    for (const found of one === other ? [] : differences(one, other))
      byText.set(found, [...(byText.get(found) ?? []), key]);
  }
  return [...byText].map(([found, of]) => ` of ${several(of)}${found.replace(/^ of /, ': ')}`);
}

function several(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.length} hosts`;
}

function listDifferences(old: unknown[], wanted: unknown[]): string[] {
  const [before, after] = [old, wanted].map((list) => list.map((value) => text(value) as string));
  const more = after?.filter((value) => !before?.includes(value)) ?? [];
  const less = before?.filter((value) => !after?.includes(value)) ?? [];
  if (more.length + less.length === 0) return [' has another order'];
  return [
    ...more.map((value) => ` gets ${shortened(value)}`),
    ...less.map((value) => ` loses ${shortened(value)}`),
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
