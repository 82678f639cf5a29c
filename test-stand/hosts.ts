/**
 * The plan of the stand that is shipped, with the public network that tests add, written down once more by hand:
 * what the model derives must come to this.
 */
export const domain = 'domain.local';

export interface HostPlan {
  readonly management: string;
  /** Addresses outside the management network; the name means the first. */
  readonly addresses: readonly [string, ...string[]];
  /** Where strangers reach it. */
  readonly public?: string;
  /** The same by IPv6. */
  readonly publicIpv6?: string;
}

/** The public network, in which the lab has the first address. */
export const publicNetwork = '203.0.113.0/28';
export const publicIpv6Network = '2001:db8:5::/64';

export const hosts = {
  e1server: {
    ...{ management: '192.168.121.10', addresses: ['192.168.1.2'] },
    ...{ public: '203.0.113.2', publicIpv6: '2001:db8:5::2' },
  },
  e2server: {
    ...{ management: '192.168.121.11', addresses: ['192.168.1.3'] },
    ...{ public: '203.0.113.3', publicIpv6: '2001:db8:5::3' },
  },
  psql1server: { management: '192.168.121.12', addresses: ['192.168.1.10'] },
  psql2server: { management: '192.168.121.13', addresses: ['192.168.1.11'] },
  gw1server: { management: '192.168.121.14', addresses: ['192.168.1.1', '192.168.1.9'] },
  bk1server: { management: '192.168.121.15', addresses: ['192.168.1.12'] },
  mon1server: { management: '192.168.121.16', addresses: ['192.168.1.13'] },
} as const satisfies Record<string, HostPlan>;

export type HostName = keyof typeof hosts;

export const hostNames = Object.keys(hosts) as HostName[];

export const ejabberdHosts = ['e1server', 'e2server'] as const;
export const databaseHosts = ['psql1server', 'psql2server'] as const;
export type DatabaseHost = (typeof databaseHosts)[number];

/** A host's address in the network where it serves. */
export function addressOf(name: HostName): string {
  return hosts[name].addresses[0];
}

/** The same for every host, side by side. */
export async function onEveryHost<Value>(
  ask: (name: HostName) => Promise<Value>,
): Promise<Record<HostName, Value>> {
  const answers = await Promise.all(hostNames.map(async (name) => [name, await ask(name)]));
  return Object.fromEntries(answers);
}
