import { sharedFolders } from '../model/services/nfs-export';
import type { Stand } from '../model/stand';
import type { Host } from '../model/topology/hosts';
import { libvirtDomain } from './libvirt-domain';
import { libvirtNetworkName } from './networks';

/** Folders of this machine that a container sees. */
export interface Folders {
  /** Its root file system. */
  readonly root: string;
  /** The replacement of the backup host's export where there is no NFS. */
  readonly shared: string;
}

/** libvirt's definition of a host as a container with systemd. @see https://libvirt.org/drvlxc.html */
export function containerXml(
  stand: Stand,
  host: Host,
  identity: string,
  { root, shared }: Folders,
): string {
  const interfaces = host.interfaces.map(
    ({ mac, network }) => `    <interface type='network'>
      <mac address='${mac}'/>
      <source network='${libvirtNetworkName(stand, network.name)}'/>
    </interface>`,
  );
  const mounts = [
    filesystem(root, '/'),
    ...sharedFolders(stand, host).map((target) => filesystem(shared, target)),
  ];
  // systemd 257 starts on a machine with cgroup v1 only when told so by both variables.
  return `<domain type='lxc'>
  <name>${libvirtDomain(stand, host, identity).name}</name>
  <memory unit='MiB'>${host.memoryMiB}</memory>
  <vcpu>${host.vcpus}</vcpu>
  <os>
    <type>exe</type>
    <init>/sbin/stand-init</init>
    <initenv name='SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE'>1</initenv>
    <initenv name='SYSTEMD_PROC_CMDLINE'>SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1</initenv>
  </os>
  <features>
    <privnet/>
  </features>
  <on_reboot>restart</on_reboot>
  <devices>
${mounts.join('\n')}
${interfaces.join('\n')}
    <console type='pty'/>
  </devices>
</domain>
`;
}

/** A definition's text with the memory and processors of another definition. */
export function withSizeOf(definition: string, text: string): string {
  return ['memory', 'vcpu'].reduce((sized, name) => {
    const content = elementOf(definition, name) ?? '';
    return sized.replace(new RegExp(`(?<start><${name}\\b[^>]*>)[^<]*`), `$<start>${content}`);
  }, text);
}

function elementOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}\\b[^>]*>([^<]*)</${name}>`).exec(xml)?.[1];
}

function filesystem(source: string, target: string): string {
  return `    <filesystem type='mount' accessmode='passthrough'>
      <source dir='${attribute(source)}'/>
      <target dir='${target}'/>
    </filesystem>`;
}

/** A text within an attribute in single quotes. */
function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;');
}
