import { readFileSync } from 'node:fs';
import { shapeDigest } from '../../stacks/containers';
import type { Plan, ResourceChange } from '../engine/plan';
import { partName } from '../engine/report';
import { machineDifferences, withSizeOf } from './host-differences';

/** Whether a machine would be replaced for its memory and processors alone. */
export function isMachineResized({ resource_changes = [] }: Plan, host: string): boolean {
  const parts = new Map(
    resource_changes
      .filter(({ address }) => partName(address).startsWith(`host ${host}_`))
      .map((resource) => [partName(resource.address).slice(`host ${host}_`.length), resource]),
  );
  const domain = parts.get('domain');
  // The shape covers the release and the addresses; the resource that waits for a machine follows it.
  const others = ['shape', 'disk', 'seed'].flatMap((part) => parts.get(part) ?? []);
  return (
    domain !== undefined &&
    domain.change.before?.type === domain.change.after?.type &&
    machineDifferences(domain).length > 0 &&
    others.every(({ change }) => change.actions.join() === 'no-op')
  );
}

/**
 * Whether a container would be replaced for its memory and processors alone: with its current size, the
 * text of its description has the digest that it was created with.
 * @param current file with its libvirt definition as it is
 * @param wanted file with the text of its description
 */
export function isContainerResized(
  { resource_changes = [] }: Plan,
  host: string,
  current: string,
  wanted: string,
): boolean {
  const container = resource_changes.find(({ address }) => partName(address) === `host ${host}`);
  const { before, after } = container?.change ?? {};
  const [had, wants] = [triggers(before), triggers(after)];
  if (had.networks !== wants.networks || had.shape === undefined) return false;
  try {
    const [definition, text] = [readFileSync(current, 'utf8'), readFileSync(wanted, 'utf8')];
    return had.shape === shapeDigest(withSizeOf(definition, text));
  } catch {
    return false;
  }
}

function triggers(attributes: ResourceChange['change']['before'] = null) {
  return (attributes?.triggers ?? {}) as Readonly<Record<string, string>>;
}
