import { readFileSync } from 'node:fs';
import type { ResourceChange } from '../engine/plan';

/** Which settings of a machine's disk, as a person recognises them, the plan changes. */
export function machineDifferences({ type, change }: ResourceChange): string[] {
  const [from, to] = [change.before?.size, change.after?.size];
  if (type !== 'libvirt_volume' || from === to || from === undefined || to === undefined) return [];
  return [`size from ${from} to ${to} bytes`];
}

/**
 * What is different about a container. The plan contains only a digest of it, so this compares the libvirt
 * definition that it was created from with the one that was rendered last.
 * @param current, wanted files with the definitions
 */
export function containerDifferences(current: string, wanted: string): string[] {
  const [before, after] = [read(current), read(wanted)];
  if (before === '' || after === '') return [];
  return [before === after ? 'another release, network or address' : 'other interfaces or mounts'];
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
