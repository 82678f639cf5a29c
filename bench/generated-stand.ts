import type { HostConfig, StandConfig } from '../model/description/config';
import { macAddress } from '../model/topology/hosts';

const stand = 'generated';

/**
 * A stand of many hosts, to measure with: one gateway, backup and monitoring host each, a tenth
 * PostgreSQL hosts, and ejabberd nodes for the rest.
 * @param count number of hosts, from 7 to 60,000
 */
export function generatedStand(count: number): StandConfig {
  const replicas = Math.max(2, Math.floor(count / 10));
  const internal = (number: number) => ({ internal: address(2, number) });
  const shared: Record<string, HostConfig> = {
    gw1server: host(1, ['gateway'], { dmz: address(1, 1), ...internal(1) }),
    bk1server: host(2, ['backup', 'etcd'], internal(2)),
    mon1server: host(3, ['monitoring'], internal(3)),
  };
  const name = nameGiver(Object.entries(shared));
  const servers = range(replicas).map((index) => {
    const roles: HostConfig['roles'] = index < 2 ? ['postgresql', 'etcd'] : ['postgresql'];
    return name('psql', host(4 + index, roles, internal(4 + index)));
  });
  const nodes = range(count - replicas - 3).map((index) => {
    const number = 4 + replicas + index;
    return name('e', host(number, ['ejabberd'], { dmz: address(1, number) }));
  });
  return {
    name: stand,
    domain: 'domain.local',
    networks: {
      management: { cidr: '10.0.0.0/16', kind: 'nat' },
      dmz: { cidr: '10.1.0.0/16', kind: 'isolated' },
      internal: { cidr: '10.2.0.0/16', kind: 'isolated' },
    },
    hosts: { ...shared, ...Object.fromEntries([...servers, ...nodes]) },
    accounts: { admins: ['admin'], users: [] },
  };
}

type Named = readonly [name: string, host: HostConfig];

/**
 * Names hosts by number, such as `e1server`. A number is left out where the name's MAC addresses, 24
 * bits of a digest, are those of another host: among ten thousand hosts a few are.
 */
function nameGiver(named: readonly Named[]): (prefix: string, host: HostConfig) => Named {
  const addressesOf = ([name, { addresses }]: Named) =>
    Object.keys(addresses).map((network) => macAddress(stand, name, network));
  const taken = new Set(named.flatMap(addressesOf));
  const last = new Map<string, number>();
  return function next(prefix, host) {
    const number = (last.get(prefix) ?? 0) + 1;
    last.set(prefix, number);
    const one: Named = [`${prefix}${number}server`, host];
    const own = addressesOf(one);
    if (own.some((mac) => taken.has(mac))) return next(prefix, host);
    for (const mac of own) taken.add(mac);
    return one;
  };
}

function host(
  number: number,
  roles: HostConfig['roles'],
  addresses: Record<string, string>,
): HostConfig {
  return { roles, addresses: { management: address(0, number + 1), ...addresses } };
}

function address(network: number, number: number): string {
  return `10.${network}.${number >> 8}.${number & 255}`;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
