import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, ResourceChange } from '../engine/plan';
import { isImage } from './kept-data';

/** What differs about all machines where the image that they start from is of another release. */
export function releaseDifference({ resource_changes = [] }: Plan): string[] {
  const images = resource_changes.filter(({ address }) => isImage(address));
  const names = images.map(({ change: { before, after } }) =>
    [before?.name, after?.name].map((name) => `${name ?? ''}`.replace(/\.qcow2$/, '')),
  );
  return names.flatMap(([from, to]) =>
    from && to && from !== to ? [`release from ${from} to ${to}`] : [],
  );
}

/** Whether another release is what differs. */
export function isOfRelease(difference: string): boolean {
  return difference.startsWith('release from ');
}

/** Which settings of a machine's disk, as a person recognises them, the plan changes. */
export function machineDifferences({ type, change }: ResourceChange): string[] {
  const [from, to] = [change.before?.size, change.after?.size];
  if (type !== 'libvirt_volume' || from === to || from === undefined || to === undefined) return [];
  return [`size from ${from} to ${to} bytes`];
}

/**
 * What is different about a container. The plan contains only a digest of it, so this compares what it was
 * made with and what was rendered last.
 * @param current, wanted folders with domain.xml and shape
 */
export function containerDifferences(current: string, wanted: string): string[] {
  const [before, after] = [current, wanted].map(shapeIn);
  if (!before || !after) return [];
  const differ = (['release', 'addresses'] as const).flatMap((part) =>
    // One that was made before its shape was kept knows its definition only.
    before[part] === '' || before[part] === after[part]
      ? []
      : [`${part} from ${before[part]} to ${after[part]}`],
  );
  const definition = before.definition === after.definition ? [] : ['other interfaces or mounts'];
  const all = [...differ, ...definition];
  return all.length > 0 ? all : ['another release, network or address'];
}

/** @see synth/render/host.ts */
function shapeIn(folder: string) {
  const definition = read(join(folder, 'domain.xml'));
  if (definition === '') return undefined;
  const lines = read(join(folder, 'shape')).split('\n');
  return { definition, release: lines.at(0) ?? '', addresses: lines.at(-1) ?? '' };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
