import type { SecretsConfig, StandConfig } from './config';
import type { Fault } from './faults';
import { InvalidStandError } from './faults';
import type { Flow } from './flow';
import { flowFaults } from './flow-faults';
import { deriveGroups, type Group, groupFaults, hostsOf } from './groups';
import { deriveHosts, type Host, hostFaults } from './hosts';
import { deriveNetworks, type Network, networkFaults } from './networks';
import { type Release, releases } from './releases';
import { type Service, services } from './services';
import { settingFaults } from './settings';
import { type StateConfig, stateFaults } from './state';

/** A validated stand with every derived fact; what all renderers read. */
export interface Stand {
  readonly name: string;
  readonly domain: string;
  readonly release: Release;
  readonly networks: readonly Network[];
  /** The network through which the hosts are managed; the hypervisor has its first address. */
  readonly management: Network;
  readonly hosts: readonly Host[];
  readonly groups: readonly Group[];
  /** In an order in which each comes after those it stands on. */
  readonly services: readonly Service[];
  readonly flows: readonly Flow[];
  readonly accounts: StandConfig['accounts'];
  readonly ttl: number;
  readonly aptProxy: string;
  readonly state: StateConfig;
  readonly secrets: SecretsConfig;
}

/**
 * Validates a description and derives the stand from it.
 * @throws InvalidStandError with every fault of the settings, networks and hosts; or, where those
 * are sound, with every fault of the flows and services.
 */
export function buildStand(config: StandConfig): Stand {
  const unsound = networkFaults(config);
  const networks = unsound.length > 0 ? [] : deriveNetworks(config);
  throwIfAny([
    ...settingFaults(config),
    ...stateFaults(config.state ?? { backend: 'local' }),
    ...unsound,
    ...groupFaults(config),
    // Addresses can be judged on sound networks only.
    ...(unsound.length > 0 ? [] : hostFaults(config, networks)),
  ]);
  const hosts = deriveHosts(config, networks);
  const groups = deriveGroups(hosts);
  const present = services.filter(
    (service) => hostsOf({ groups, hosts }, service.group).length > 0,
  );
  const stand: Stand = {
    name: config.name,
    domain: config.domain,
    release: releases[config.release ?? 'trixie'],
    networks,
    management: networks.find(({ kind }) => kind === 'nat') as Network,
    hosts,
    groups,
    services: present,
    flows: [
      ...present.flatMap((service) => service.flows({ hosts, groups, networks })),
      ...(config.flows ?? []),
    ],
    accounts: config.accounts,
    ttl: config.ttl ?? 66,
    aptProxy: config.aptProxy ?? labProxy(networks),
    state: config.state ?? { backend: 'local' },
    secrets: config.secrets ?? {},
  };
  throwIfAny([
    ...flowFaults(stand),
    ...present.flatMap((service) => service.faults?.(stand) ?? []),
  ]);
  return stand;
}

/** The lab's package cache listens on the hypervisor's address. */
function labProxy(networks: readonly Network[]): string {
  return `http://${networks.find(({ kind }) => kind === 'nat')?.hypervisorAddress}:3142`;
}

function throwIfAny(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new InvalidStandError(faults);
}
