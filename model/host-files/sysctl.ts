import type { Stand } from '../stand';
import type { Host } from '../topology/hosts';

/** Kernel settings of a host. */
export function sysctls({ ttl }: Pick<Stand, 'ttl'>, host: Host): Record<string, number> {
  return {
    // What comes in by an interface by which no answer would leave is dropped: all routes are symmetric, and a neighbour
    // on the public network cannot pretend to be the management host, whom the firewall lets do anything.
    ...(host.publicAddress && { 'net.ipv4.conf.all.rp_filter': 1 }),
    'net.ipv4.ip_default_ttl': ttl,
    'net.ipv4.ip_forward': host.roles.includes('gateway') ? 1 : 0,
  };
}

/** The same as a file of /etc/sysctl.d. @see sysctl.d(5) */
export function sysctlFile(stand: Pick<Stand, 'ttl'>, host: Host): string {
  return Object.entries(sysctls(stand, host))
    .map(([key, value]) => `${key} = ${value}\n`)
    .join('');
}
