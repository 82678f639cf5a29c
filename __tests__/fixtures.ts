import twoGatewaysConfig from '../examples/two-gateways.config';
import type { HostConfig, StandConfig } from '../model/description/config';
import { type Fault, InvalidStandError } from '../model/description/faults/faults';
import type { Stand } from '../model/stand';
import type { Host } from '../model/topology/hosts';
import shippedConfig from '../stand.config';
import { checkedStand } from '../synth/checked-stand';

/** The stand that the project ships. */
export const shipped: StandConfig = shippedConfig;

/** The shipped stand with other settings; typed loosely, since tests also write wrong ones. */
export function vary(change: object, config = shipped): StandConfig {
  return { ...config, ...change };
}

/** The same with a host added, or with settings of one changed. */
export function varyHost(name: string, change: object, config = shipped): StandConfig {
  const host = { ...config.hosts[name], ...change } as HostConfig;
  return vary({ hosts: { ...config.hosts, [name]: host } }, config);
}

/** The same with only the hosts that are named, and their backups. */
export function onlyHosts(names: readonly string[], config = shipped): StandConfig {
  const hosts = Object.entries(config.hosts).filter(([name]) => names.includes(name));
  const jobs = Object.entries(config.backups?.jobs ?? {}).filter(
    ([, { host }]) => names.includes(host) && names.includes('bk1server'),
  );
  const backups = config.backups && { ...config.backups, jobs: Object.fromEntries(jobs) };
  return vary({ hosts: Object.fromEntries(hosts), backups }, config);
}

/** The same with every address and network rewritten. */
function readdress(rewrite: (text: string) => string, config = shipped): StandConfig {
  const { networks, hosts } = JSON.parse(rewrite(JSON.stringify(config)));
  return vary({ networks, hosts }, config);
}

export const threeNodes = varyHost('e3server', {
  roles: ['ejabberd'],
  addresses: { management: '192.168.121.17', dmz: '192.168.1.4' },
});

/** Takes the last address that the internal network has. */
export const thirdPostgresql = varyHost('psql3server', {
  roles: ['postgresql'],
  addresses: { management: '192.168.121.18', internal: '192.168.1.14' },
});

/** The internal hosts in 192.168.1.16/28, at 8 addresses more than before. */
export const widerInternal = readdress((text) =>
  text
    .replaceAll('192.168.1.8/29', '192.168.1.16/28')
    .replaceAll(/"192\.168\.1\.(9|1\d)"/g, (_, last) => `"192.168.1.${Number(last) + 8}"`),
);

export const fourPostgresql = varyHost(
  'psql4server',
  { roles: ['postgresql'], addresses: { management: '192.168.121.19', internal: '192.168.1.23' } },
  varyHost(
    'psql3server',
    {
      roles: ['postgresql'],
      addresses: { management: '192.168.121.18', internal: '192.168.1.22' },
    },
    widerInternal,
  ),
);

export const otherAddressPlan = readdress((text) =>
  text.replaceAll('192.168.121.', '10.20.30.').replaceAll('192.168.1.', '172.16.5.'),
);

/** The shipped stand with a network that the world reaches, on which both nodes of ejabberd are. */
export const exposed = ['e1server', 'e2server'].reduce(
  (config, name, index) =>
    varyHost(
      name,
      { addresses: { ...shipped.hosts[name]?.addresses, public: `203.0.113.${index + 2}` } },
      config,
    ),
  vary({ networks: { ...shipped.networks, public: { cidr: '203.0.113.0/28', kind: 'public' } } }),
);

/** The same, and reached by IPv6 too. */
export const dual = ['e1server', 'e2server'].reduce(
  (config, name, index) => varyHost(name, { ipv6: { public: `2001:db8:5::${index + 2}` } }, config),
  vary(
    {
      networks: {
        ...exposed.networks,
        public: { ...exposed.networks.public, ipv6: { cidr: '2001:db8:5::/64' } },
      },
    },
    exposed,
  ),
);

/** The exposed one with private addresses, behind a hypervisor that has one for the world. */
export const published = JSON.parse(
  JSON.stringify(exposed)
    .replaceAll('203.0.113.', '10.20.30.')
    .replace('"kind":"public"', '"kind":"public","published":"203.0.113.7"'),
) as StandConfig;

/** The exposed one, with certificates from an authority that speaks ACME. */
export const certified = vary(
  {
    certificates: {
      source: 'acme',
      directory: 'https://acme-v02.api.letsencrypt.org/directory',
      contact: 'mailto:admin@domain.local',
      challenge: 'http-01',
    },
  },
  exposed,
);

/** Two gateways, and two nodes that the world reaches, each by an address that the other one takes over. */
export const twoGateways: StandConfig = twoGatewaysConfig;

export const otherDomain = vary({ domain: 'chat.example.org' });

export const bookworm = vary({ release: 'bookworm' });

export function hostOf(stand: Stand, name: string): Host {
  const host = stand.hosts.find((candidate) => candidate.name === name);
  if (!host) throw new Error(`no host ${name}`);
  return host;
}

/** What is wrong with a description; empty when it builds. */
export function faultsOf(config: StandConfig): readonly Fault[] {
  try {
    checkedStand(config);
    return [];
  } catch (error) {
    if (error instanceof InvalidStandError) return error.faults;
    throw error;
  }
}

/** A wrong description, and the fault that it must have: where, the offending value, the remedy. */
export type WrongConfig = readonly [
  behaviour: string,
  config: StandConfig,
  where: string,
  what: RegExp,
  remedy: RegExp,
];

/** One test for each wrong description; the value is sought in the fault or in its place. */
export function refuses(cases: readonly WrongConfig[]): void {
  test.each(cases)('refuses %s', (_, config, where, what, remedy) => {
    const fault = {
      where,
      what: expect.stringMatching(what),
      remedy: expect.stringMatching(remedy),
    };
    expect(faultsOf(config)).toContainEqual(fault);
  });
}
