import type { Host } from '../model/hosts';
import type { Stand } from '../model/stand';
import { libvirtNetworkName } from './networks';

/** libvirt's name of a host; distinct on a machine that runs several checkouts' labs. */
export function domainName(identity: string, host: Host): string {
  return `stand-${identity}-${host.name}`;
}

/**
 * libvirt's definition of a host as a container with systemd. @see https://libvirt.org/drvlxc.html
 * @param root the container's root file system on this machine
 */
export function containerXml(stand: Stand, host: Host, identity: string, root: string): string {
  const interfaces = host.interfaces.map(
    ({ mac, network }) => `    <interface type='network'>
      <mac address='${mac}'/>
      <source network='${libvirtNetworkName(stand, network.name)}'/>
    </interface>`,
  );
  // systemd 257 starts on a machine with cgroup v1 only when told so by both variables.
  return `<domain type='lxc'>
  <name>${domainName(identity, host)}</name>
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
    <filesystem type='mount' accessmode='passthrough'>
      <source dir='${root}'/>
      <target dir='/'/>
    </filesystem>
${interfaces.join('\n')}
    <console type='pty'/>
  </devices>
</domain>
`;
}
