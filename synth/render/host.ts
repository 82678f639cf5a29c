import { join } from 'node:path';
import {
  renderMetaData,
  renderNetworkConfig,
  renderUserData,
} from 'cloud-init-typescript-templates';
import { networkConfig } from '../../cloudinit/network-config';
import { userData } from '../../cloudinit/user-data';
import { accountsFile } from '../../model/host-files/accounts';
import { dataVolumes } from '../../model/services/data-volumes';
import type { Stand } from '../../model/stand';
import type { Host } from '../../model/topology/hosts';
import { containerXml, withSizeOf } from '../../stacks/domain-xml';
import { libvirtDomain } from '../../stacks/libvirt-domain';
import type { RenderInputs } from './inputs';

/** The files of a host's domain and first boot, and the text whose change makes a new host. */
export function renderHost(inputs: RenderInputs, host: Host) {
  const { stand, paths, definitions } = inputs;
  const folder = join(paths.hosts, host.name);
  const files = renderSeed(inputs, host, folder);
  if (stand.hypervisor !== 'lxc') return { host, shape: machineShape(stand, host), files };
  const described = containerXml(stand, host, paths.identity, {
    root: join(paths.lab, 'hosts', libvirtDomain(stand, host, paths.identity).name, 'root'),
    shared: join(paths.lab, 'shared'),
  });
  // Of another size than described, it is resized: see `lab/container define`.
  const domain = withSizeOf(definitions[host.name] ?? described, described);
  // Not user-data, routes nor packages: roles keep those up to date without a new host.
  const addresses = host.interfaces.map(({ address }) => address).join();
  const shape = `${stand.release.codename}\n${domain}${addresses}`;
  // Of the shape the engine keeps a digest, by which alone nobody can say what differs.
  const own = {
    [join(folder, 'domain.xml')]: domain,
    [join(folder, 'shape')]: shape,
    [join(folder, 'data')]: dataVolumes(stand, host)
      .map(({ label, path }) => `${label} ${path}\n`)
      .join(''),
    [join(folder, 'accounts')]: accountsFile(stand.services),
  };
  return { host, shape, files: { ...files, ...own } };
}

/** What only a new machine can take over: cloud-init reads it at the first boot. */
function machineShape({ release }: Stand, { interfaces, diskGiB }: Host): string {
  const addresses = interfaces.map(({ address, mac }) => [address, mac]);
  return JSON.stringify([release.codename, diskGiB, addresses]);
}

/** What cloud-init reads at a host's first boot. */
function renderSeed(
  { stand, paths, publicKey, image }: RenderInputs,
  host: Host,
  folder: string,
): Record<string, string> {
  const data = userData(stand, host, { publicKey, bare: image.bare });
  const metaData = {
    'instance-id': libvirtDomain(stand, host, paths.identity).name,
    'local-hostname': host.name,
  };
  return {
    [join(folder, 'network-config')]: renderNetworkConfig(networkConfig(stand, host)),
    [join(folder, 'user-data')]: renderUserData(data),
    [join(folder, 'meta-data')]: renderMetaData(metaData),
  };
}
