import { isIP } from 'node:net';
import type { Nameservers, Route } from '../network-config';

/** 4 or 6 for an address with a prefix length in the family's range, else 0. */
function cidrFamily(text: string): number {
  const [, address = '', prefix = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(address);
  return Number(prefix) <= (family === 4 ? 32 : 128) ? family : 0;
}

export function* addressFaults(where: string, addresses: readonly string[]): Generator<string> {
  for (const address of addresses) {
    if (cidrFamily(address) === 0) {
      yield `${where} '${address}' is not an address with a prefix length; write it as 192.0.2.10/24`;
    }
  }
}

export function* nameserverFaults(where: string, nameservers: Nameservers): Generator<string> {
  for (const address of nameservers.addresses ?? []) {
    if (isIP(address) === 0) {
      yield `${where}.addresses '${address}' is not an IP address; name servers cannot be given by name`;
    }
  }
}

export function* routeFaults(where: string, routes: readonly Route[]): Generator<string> {
  for (const [index, { to, via, metric }] of routes.entries()) {
    const route = `${where}[${index}]`;
    const family = cidrFamily(to) || isIP(to);
    if (to === 'default') {
      // Only netplan knows the word: the other renderers parse an address and raise.
      yield `${route}.to 'default' stops cloud-init's networkd renderer; write 0.0.0.0/0 or ::/0`;
    } else if (family === 0) {
      yield `${route}.to '${to}' is not a destination; write it as 192.0.2.0/24`;
    }
    if (via !== undefined && isIP(via) === 0) {
      yield `${route}.via '${via}' is not an IP address; give the gateway's address without a prefix length`;
    } else if (via !== undefined && family !== 0 && isIP(via) !== family) {
      yield `${route}.via '${via}' is not of the address family of '${to}'; use an IPv${family} gateway`;
    }
    if (metric !== undefined && (!Number.isInteger(metric) || metric < 0)) {
      yield `${route}.metric ${metric} is not a metric; use a whole number from 0`;
    }
  }
}
