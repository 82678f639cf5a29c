import { createHash } from 'node:crypto';
import { type HostConfig, type RoleName, roleNames, type StandConfig } from '../description/config';
import type { Fault } from '../description/faults/faults';
import { isLabel } from '../description/faults/general-faults';
import { own } from '../description/own';
import { deriveHypervisors, type HypervisorFacts, jumpHost } from './hypervisors';
import { formatCidr, misfit, size } from './ipv4';
import { ipv6Address } from './ipv6';
import { holderOf, type Network } from './networks';
import { defaultSize, sizeFaults } from './size-faults';

/** One attachment of a host to a network. */
export interface Interface {
  readonly network: Network;
  /** Dotted quad. */
  readonly address: string;
  /** As RFC 5952 writes it. */
  readonly ipv6?: string;
  /** Lower-case, colon-separated. */
  readonly mac: string;
}

/** An address of a host that another one takes over when it is gone. */
export interface FloatingAddress {
  readonly network: Network;
  /** Dotted quad. */
  readonly address: string;
}

export interface Host {
  readonly name: string;
  readonly fqdn: string;
  readonly roles: readonly RoleName[];
  readonly extraGroups: readonly string[];
  readonly interfaces: readonly Interface[];
  /** Where Ansible reaches it. */
  readonly managementAddress: string;
  /** Where the other hosts reach it: its first address outside the management network. */
  readonly serviceAddress: string;
  /** Addresses that it has beside its own while it is well. */
  readonly floating: readonly FloatingAddress[];
  /** Its address for strangers; undefined where it is in no public network. */
  readonly publicAddress: string | undefined;
  /** The same by IPv6, where it has such an address. */
  readonly publicIpv6: string | undefined;
  /** By which strangers know it: its public address, or the one at which its public network is published. */
  readonly worldAddress: string | undefined;
  /**
   * Where clients are led: where the network in which they reach it is published, its floating address there, or its own.
   */
  readonly clientAddress: string;
  readonly memoryMiB: number;
  readonly vcpus: number;
  readonly diskGiB: number;
  readonly dataGiB: number;
  /** Name of the hypervisor it runs on. */
  readonly hypervisor: string;
  /** Where ssh has to jump to reach it; undefined where it is reached directly. */
  readonly jump: string | undefined;
}

export function deriveHosts(config: StandConfig, networks: readonly Network[]): Host[] {
  const hypervisors = deriveHypervisors(config) as [HypervisorFacts, ...HypervisorFacts[]];
  return Object.entries(config.hosts).map(([name, host]) => {
    const interfaces = networks.flatMap((network) => {
      const address = own(host.addresses, network.name);
      if (address === undefined) return [];
      const ipv6 = ipv6Address(own(host.ipv6 ?? {}, network.name) ?? '');
      const mac = macAddress(config.name, name, network.name);
      return [{ network, address, ...(ipv6 && { ipv6 }), mac }];
    });
    const management = interfaces.find(({ network }) => network.kind === 'nat') as Interface;
    const service = interfaces.find(({ network }) => network.kind === 'isolated') ?? management;
    const floating = networks.flatMap((network) => {
      const address = own(host.floating ?? {}, network.name);
      return address === undefined ? [] : [{ network, address }];
    });
    const open = interfaces.find(({ network }) => network.kind === 'public');
    const outer = open ?? service;
    const stays = floating.find(({ network }) => network === outer.network);
    const hypervisor =
      hypervisors.find((known) => known.name === host.hypervisor) ?? hypervisors[0];
    return {
      name,
      fqdn: `${name}.${config.domain}`,
      roles: host.roles,
      extraGroups: host.groups ?? [],
      interfaces,
      managementAddress: management.address,
      serviceAddress: service.address,
      floating,
      publicAddress: open?.address,
      publicIpv6: interfaces.find(({ ipv6 }) => ipv6)?.ipv6,
      worldAddress: open?.network.published ?? open?.address,
      clientAddress: outer.network.published ?? (stays ?? outer).address,
      ...defaultSize,
      ...config.size,
      ...host.size,
      hypervisor: hypervisor.name,
      jump: jumpHost(hypervisor.uri),
    };
  });
}

/** Whether a host has an address in a network. */
export function isAttached(
  { interfaces }: Pick<Host, 'interfaces'>,
  { name }: Pick<Network, 'name'>,
): boolean {
  return interfaces.some(({ network }) => network.name === name);
}

/** An address in QEMU's range 52:54:00, always the same for the same stand, host and network. */
export function macAddress(stand: string, host: string, network: string): string {
  const digest = createHash('sha256').update(`${stand}/${host}/${network}`).digest('hex');
  return `52:54:00:${digest.slice(0, 2)}:${digest.slice(2, 4)}:${digest.slice(4, 6)}`;
}

export function hostFaults(config: StandConfig, networks: readonly Network[]): Fault[] {
  const entries = Object.entries(config.hosts);
  return [
    ...(entries.length === 0
      ? [{ where: 'hosts', what: 'must not be empty', remedy: 'describe at least one host' }]
      : []),
    ...sizeFaults('size', config.size),
    ...networks.flatMap((network) => crowdFaults(network, entries)),
    ...entries.flatMap(([name, host]) => oneHostFaults(name, host, config, networks)),
    ...addressClashes(config, networks),
    ...macClashes(config),
  ];
}

/** What stands in the place of a host after `./stand upgrade`. */
const upgradeWords = ['release', 'postgresql'];

function oneHostFaults(
  name: string,
  host: HostConfig,
  { domain }: StandConfig,
  networks: readonly Network[],
): Fault[] {
  const where = `host '${name}'`;
  const faults: Fault[] = [];
  const add = (what: string, remedy: string) => faults.push({ where, what, remedy });
  if (!isLabel(name))
    add(`name must be a DNS label; got '${name}'`, 'use lower-case letters, digits and hyphens');
  if (upgradeWords.includes(name))
    add(`'./stand upgrade ${name}' would not mean this host`, 'choose another name');
  if (`${name}.${domain}`.length > 253)
    add('name and domain must have at most 253 characters in all', 'shorten one of them');
  if (host.roles.length === 0 && !host.groups)
    add('has no role', `add one of ${roleNames.join(', ')}`);
  for (const role of host.roles) {
    if (!roleNames.includes(role))
      add(`unknown role '${role}'`, `choose from ${roleNames.join(', ')}`);
  }
  for (const network of networks) {
    const address = own(host.addresses, network.name);
    if (address === undefined) {
      if (network.kind === 'nat')
        add(`has no address in '${network.name}'`, 'add one: Ansible reaches the host there');
      continue;
    }
    const why = misfit(network.cidr, address);
    if (why !== undefined) {
      const isOther = ipv6Address(address) !== undefined;
      const remedy = `choose a host address of ${formatCidr(network.cidr)}${isOther ? '; one of IPv6 is written under ipv6' : ''}`;
      add(`address in '${network.name}' ${why}`, remedy);
    } else {
      const holder = holderOf(network, address);
      if (holder)
        add(`${address} is the ${holder}'s address in '${network.name}'`, 'choose another');
    }
  }
  const exposed = networks.filter(
    ({ name, kind }) => kind === 'public' && own(host.addresses, name) !== undefined,
  );
  if (exposed.length > 1) {
    const names = exposed.map((network) => `'${network.name}'`).join(' and ');
    add(
      `must be in one public network at most; got ${names}`,
      'keep one: what is for elsewhere leaves by one router',
    );
  }
  for (const network of Object.keys(host.addresses)) {
    if (networks.some((known) => known.name === network)) continue;
    add(
      `unknown network '${network}'`,
      `choose from ${networks.map((known) => known.name).join(', ')}`,
    );
  }
  return [...faults, ...sizeFaults(where, host.size)];
}

function crowdFaults(network: Network, hosts: readonly [string, HostConfig][]): Fault[] {
  const wanted = hosts.flatMap(([, { addresses, floating = {} }]) =>
    [addresses, floating].filter((some) => own(some, network.name) !== undefined),
  ).length;
  const room = size(network.cidr) - 2 - (network.kind === 'isolated' ? 0 : 1);
  if (wanted <= room) return [];
  const what = `${formatCidr(network.cidr)} has room for ${room} addresses of hosts, but ${wanted} are described`;
  return [{ where: `network '${network.name}'`, what, remedy: 'shorten its prefix' }];
}

function addressClashes(config: StandConfig, networks: readonly Network[]): Fault[] {
  return networks.flatMap((network) => {
    const owners = new Map<string, string>();
    return Object.entries(config.hosts).flatMap(([name, { addresses }]) => {
      const address = own(addresses, network.name);
      if (address === undefined) return [];
      const owner = owners.get(address);
      owners.set(address, owner ?? name);
      if (owner === undefined) return [];
      const what = `${address} in '${network.name}' belongs to host '${owner}'`;
      return [{ where: `host '${name}'`, what, remedy: 'choose a free address' }];
    });
  });
}

function macClashes(config: StandConfig): Fault[] {
  const owners = new Map<string, string>();
  return Object.entries(config.hosts).flatMap(([name, { addresses }]) =>
    Object.keys(addresses).flatMap((network) => {
      const mac = macAddress(config.name, name, network);
      const owner = owners.get(mac);
      owners.set(mac, name);
      if (owner === undefined) return [];
      const what = `its MAC address ${mac} in '${network}' is also that of host '${owner}'`;
      return [
        {
          where: `host '${name}'`,
          what,
          remedy: 'rename the host: the address is derived from its name',
        },
      ];
    }),
  );
}
