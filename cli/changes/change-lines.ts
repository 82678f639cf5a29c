import { type ChangeClass, changeClasses, type StandChange, worstOf } from './stand-changes';

const mostReasons = 8;

/** What `up` would do, as lines for people: what costs most first, and what is alike together. */
export function changeLines(changes: readonly StandChange[]): string[] {
  const isNew = ({ what }: StandChange) => what === 'is made' || what.startsWith('is set up');
  const others = changes.filter((change) => !isNew(change));
  const ranked = [...others].sort((one, other) => rank(other.class) - rank(one.class));
  return [...alike(ranked).flatMap(linesOf), ...newLines(changes.filter(isNew))];
}

/** The sum of it: how many changes there are of each class. */
export function summary(changes: readonly StandChange[]): string {
  if (changes.length === 0) return 'no changes: the stand is as described';
  const counts = changeClasses.flatMap((name) => {
    const count = changes.filter((change) => change.class === name).length;
    return count > 0 ? [`${count} ${name}`] : [];
  });
  if (changes.length === 1) return `1 change: ${worstOf(changes)}`;
  if (counts.length === 1) return `${changes.length} changes, all ${worstOf(changes)}`;
  return `${changes.length} changes: ${counts.join(', ')}`;
}

function rank(name: ChangeClass): number {
  return changeClasses.indexOf(name);
}

const width = Math.max(...changeClasses.map((name) => name.length)) + 2;

/** Groups of changes that differ in nothing but a part's name, each where the first of them was. */
function alike(changes: readonly StandChange[]): StandChange[][] {
  const groups = new Map<string, StandChange[]>();
  for (const change of changes) {
    const { part, ...rest } = change;
    const key = JSON.stringify([kindAndName(part)[0], rest]);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()];
}

function kindAndName(part: string): [kind: string, name: string] {
  const [kind = '', ...name] = part.split(' ');
  return [kind, name.join(' ')];
}

/** @param changes alike */
function linesOf(changes: readonly StandChange[]): string[] {
  const [{ class: name, part, what, why, interrupts, data }] = changes as [StandChange];
  const [kind] = kindAndName(part);
  const names = changes.map((change) => kindAndName(change.part)[1]).join(', ');
  const deed = changes.length === 1 ? `${part} ${what}` : `${kind} ${what}: ${names}`;
  const more = why.length > mostReasons ? [`and ${why.length - mostReasons} more`] : [];
  const details = [
    ...[...why.slice(0, mostReasons), ...more],
    ...(interrupts === null ? [] : [`interrupts: ${interrupts}`]),
    ...(data === null ? [] : [`data: ${data}`]),
  ];
  return [
    `${name.padEnd(width)}${deed}`,
    ...details.map((line) => `${' '.repeat(width + 2)}${line}`),
  ];
}

/** A line for each kind of part, and one for hosts whose data is there already. */
function newLines(changes: readonly StandChange[]): string[] {
  const kinds = new Map<string, string[]>();
  for (const { part, data } of changes) {
    const [kind, name] = kindAndName(part);
    const group = data === null ? kind : `${kind} with its data of before`;
    kinds.set(group, [...(kinds.get(group) ?? []), name]);
  }
  return [...kinds].map(
    ([kind, names]) => `${'safe'.padEnd(width)}new ${kind}: ${names.join(', ')}`,
  );
}
