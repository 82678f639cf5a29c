import { readFileSync } from 'node:fs';
import type { ResourceChange } from '../engine/plan';

/** Settings of a machine that a person recognises, with their units. */
const settings = { memory: 'MiB', vcpu: 'CPUs', size: 'bytes' };

/** What is another setting of a machine or its disk, as the plan tells it. */
export function machineDifferences({ type, change }: ResourceChange): string[] {
  const { before, after } = change;
  if (type === 'null_resource' || !before || !after) return [];
  return Object.entries(settings).flatMap(([name, unit]) =>
    difference(name, before[name], after[name], unit),
  );
}

/**
 * What is different about a container. The plan has only a digest of it, so libvirt's definitions
 * are compared: that which it was made from, and that which was rendered last.
 * @param was, will files with the definitions
 */
export function containerDifferences(was: string, will: string): string[] {
  const [before, after] = [read(was), read(will)];
  if (before === '' || after === '') return [];
  const size = Object.entries({ memory: 'MiB', vcpu: 'CPUs' }).flatMap(([name, unit]) =>
    difference(name, elementOf(before, name), elementOf(after, name), unit),
  );
  const others = before === withSizeOf(before, after) ? [] : ['other interfaces or mounts'];
  const told = [...size, ...others];
  return told.length > 0 ? told : ['another image, network or address'];
}

/** A text with the memory and processors of a definition. */
export function withSizeOf(definition: string, text: string): string {
  return ['memory', 'vcpu'].reduce((sized, name) => {
    const content = elementOf(definition, name) ?? '';
    return sized.replace(new RegExp(`(?<start><${name}\\b[^>]*>)[^<]*`), `$<start>${content}`);
  }, text);
}

function difference(name: string, from: unknown, to: unknown, unit: string): string[] {
  if (from === to || from === undefined || to === undefined) return [];
  return [`${name} from ${from} to ${to} ${unit}`];
}

function elementOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}\\b[^>]*>([^<]*)</${name}>`).exec(xml)?.[1];
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
