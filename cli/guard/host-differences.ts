import { readFileSync } from 'node:fs';
import type { ResourceChange } from '../engine/plan';

/** Settings of a machine that a person recognises, with their units. */
const settings = { memory: 'MiB', vcpu: 'CPUs', size: 'bytes' };

/** Which settings of a machine or its disk the plan changes. */
export function machineDifferences({ type, change }: ResourceChange): string[] {
  const { before, after } = change;
  if (type === 'null_resource' || !before || !after) return [];
  return Object.entries(settings).flatMap(([name, unit]) =>
    difference(name, before[name], after[name], unit),
  );
}

/**
 * What is different about a container. The plan contains only a digest of it, so this compares the libvirt
 * definition that it was created from with the one that was rendered last.
 * @param current, wanted files with the definitions
 */
export function containerDifferences(current: string, wanted: string): string[] {
  const [before, after] = [read(current), read(wanted)];
  if (before === '' || after === '') return [];
  const size = Object.entries({ memory: 'MiB', vcpu: 'CPUs' }).flatMap(([name, unit]) =>
    difference(name, elementOf(before, name), elementOf(after, name), unit),
  );
  const others = before === withSizeOf(before, after) ? [] : ['other interfaces or mounts'];
  const differences = [...size, ...others];
  return differences.length > 0 ? differences : ['another release, network or address'];
}

/** A definition's text with the memory and processors of another definition. */
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
