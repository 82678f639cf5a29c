import type { Stand } from '../model/stand';

/** /etc/hosts, the same on every host: the names of all hosts at the addresses they serve on. */
export function hostsFile(stand: Stand): string {
  const hosts = stand.hosts.flatMap((host) => {
    const serving = host.interfaces.filter(({ network }) => network.kind === 'isolated');
    const addresses = serving.length > 0 ? serving : host.interfaces;
    return addresses.map(({ address }) => `${address} ${host.fqdn} ${host.name}`);
  });
  const loopback = ['127.0.0.1 localhost', '::1 localhost ip6-localhost ip6-loopback'];
  return `${[...loopback, ...hosts].join('\n')}\n`;
}
