import type { Paths } from '../../controller/paths';
import type { Stand } from '../../model/stand';
import { libvirtDomain } from '../../stacks/libvirt-domain';
import type { Plan } from '../engine/plan';
import { partName } from '../engine/report';
import { containersIn } from '../guard/lab-containers';

/** What somebody changed in libvirt without the engine, in words. */
export function changedOutside({ resource_drift = [] }: Plan): string[] {
  return resource_drift
    .filter(({ type }) => type.startsWith('libvirt_'))
    .map(({ address, change: { actions, before, after } }) => {
      if (actions.includes('delete')) return `${partName(address)} is gone`;
      const names = Object.keys({ ...before, ...after }).filter(
        (name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]),
      );
      return `${partName(address)} differs: ${names.join(', ')}`;
    });
}

/** Containers of the lab that the description does not have, in words. */
export function undescribedContainers(
  { lab, identity }: Pick<Paths, 'lab' | 'identity'>,
  stand: Stand,
): string[] {
  const described = stand.hosts.map((host) => libvirtDomain(stand, host, identity).name);
  return containersIn(lab)
    .filter((name) => !described.includes(name))
    .map((name) => `container ${name} is not described`);
}
