import { readFileSync } from 'node:fs';
import { shapeDigest } from '../../stacks/containers';
import type { Plan, ResourceChange } from '../engine/plan';
import { partName } from '../engine/report';
import { machineDifferences, withSizeOf } from './host-differences';

/** Whether a machine would be made anew for its memory and processors alone. */
export function isMachineResized({ resource_changes = [] }: Plan, host: string): boolean {
  const parts = new Map(
    resource_changes
      .filter(({ address }) => partName(address).startsWith(`host ${host}_`))
      .map((resource) => [partName(resource.address).slice(`host ${host}_`.length), resource]),
  );
  const domain = parts.get('domain');
  // The shape has the release and the addresses; what waits for a machine follows it.
  const others = ['shape', 'disk', 'seed'].flatMap((part) => parts.get(part) ?? []);
  return (
    domain !== undefined &&
    domain.change.before?.type === domain.change.after?.type &&
    machineDifferences(domain).length > 0 &&
    others.every(({ change }) => change.actions.join() === 'no-op')
  );
}

/**
 * Whether a container would be made anew for its memory and processors alone: with those that it has,
 * the text of its description would have the digest that it was made with.
 * @param was file with libvirt's definition of it as it is
 * @param will file with the text of its description
 */
export function isContainerResized(
  { resource_changes = [] }: Plan,
  host: string,
  was: string,
  will: string,
): boolean {
  const container = resource_changes.find(({ address }) => partName(address) === `host ${host}`);
  const { before, after } = container?.change ?? {};
  const [had, wanted] = [triggers(before), triggers(after)];
  if (had.networks !== wanted.networks || had.shape === undefined) return false;
  try {
    const [definition, text] = [readFileSync(was, 'utf8'), readFileSync(will, 'utf8')];
    return had.shape === shapeDigest(withSizeOf(definition, text));
  } catch {
    return false;
  }
}

function triggers(attributes: ResourceChange['change']['before'] = null) {
  return (attributes?.triggers ?? {}) as Readonly<Record<string, string>>;
}
