import type { Stand } from '../model/stand';
import type { Host } from '../model/topology/hosts';

/** A host by libvirt's URI and name. */
export interface LibvirtDomain {
  /** @see https://libvirt.org/uri.html */
  readonly uri: string;
  readonly name: string;
}

/** @param identity of the checkout: a machine may run the labs of several */
export function libvirtDomain(
  { name, hypervisor, hypervisors }: Stand,
  host: Host,
  identity: string,
): LibvirtDomain {
  if (hypervisor === 'lxc') {
    return { uri: 'lxc:///system', name: `stand-${identity}-${host.name}` };
  }
  const { uri = 'qemu:///system' } =
    hypervisors.find((candidate) => candidate.name === host.hypervisor) ?? {};
  return { uri, name: `${name}-${host.name}` };
}
