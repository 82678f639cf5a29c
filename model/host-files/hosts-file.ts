import type { Host } from '../topology/hosts';
import type { Topology } from '../topology/topology';

/** /etc/hosts, the same on every host: the names of all hosts at the addresses they serve on. */
export function hostsFile({ hosts }: Topology): string {
  return text(hosts);
}

/**
 * /etc/hosts of a host's first boot, when it needs no name but its own. That of all hosts follows by
 * the base role: user-data that names every host would grow with the square of their number.
 */
export function firstHostsFile(host: Host): string {
  return text([host]);
}

function text(hosts: readonly Host[]): string {
  const lines = hosts.flatMap((host) => {
    const serving = host.interfaces.filter(({ network }) => network.kind === 'isolated');
    const addresses = serving.length > 0 ? serving : host.interfaces;
    return addresses.map(({ address }) => `${address} ${host.fqdn} ${host.name}`);
  });
  const loopback = ['127.0.0.1 localhost', '::1 localhost ip6-localhost ip6-loopback'];
  return `${[...loopback, ...lines].join('\n')}\n`;
}
