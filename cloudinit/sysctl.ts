import type { Host } from '../model/topology/hosts';
import type { Stand } from '../model/build-stand';

/** Kernel settings of a host. */
export function sysctls(stand: Stand, host: Host): Record<string, number> {
  return {
    'net.ipv4.ip_default_ttl': stand.ttl,
    'net.ipv4.ip_forward': host.roles.includes('gateway') ? 1 : 0,
  };
}

/** The same as a file of /etc/sysctl.d. @see sysctl.d(5) */
export function sysctlFile(stand: Stand, host: Host): string {
  return Object.entries(sysctls(stand, host))
    .map(([key, value]) => `${key} = ${value}\n`)
    .join('');
}
