import { capture } from '../machine/process';
import type { Stand } from '../model/stand';
import { libvirtNetworkName } from '../stacks/networks';
import type { Context } from './context';
import { partName } from './engine';

/**
 * Removes networks that a killed run made and the engine never heard of: they would stand in its
 * way. Hosts need no such care, because making one begins by removing what has its name.
 */
export async function removeStrayNetworks({ lab, engine }: Context, stand: Stand): Promise<void> {
  const known = new Set((await engine.resources()).map(partName));
  for (const { name } of stand.networks) {
    if (known.has(`network ${name}`)) continue;
    for (const action of ['net-destroy', 'net-undefine']) {
      const virsh = ['virsh', '--quiet', '--connect', 'lxc:///system', action];
      const [entry, ...args] = lab.inside([...virsh, libvirtNetworkName(stand, name)]);
      // It fails where there is no such network, which is as good.
      await capture(entry, args);
    }
  }
}
