import { type AlertsConfig, alertFaults } from './alerts';
import type { BackupsConfig } from './backup-config';
import { backupFaults } from './backup-faults';
import type { Hypervisor, SecretsConfig, StandConfig } from './config';
import { descriptionFaults } from './description-faults';
import type { Fault } from './faults';
import { InvalidStandError } from './faults';
import type { Flow } from './flow';
import { flowFaults } from './flow-faults';
import type { GrafanaConfig } from './grafana-package';
import { deriveGroups, type Group, groupFaults, hostsOf } from './groups';
import { deriveHosts, type Host, hostFaults } from './hosts';
import { deriveHypervisors, type HypervisorFacts, hypervisorFaults, isInLab } from './hypervisors';
import { imageFaults } from './machine-image';
import { scrapeFlows } from './metrics';
import { deriveNetworks, type Network, networkFaults } from './networks';
import { type Release, releases } from './releases';
import type { OptionsOf } from './role-options';
import { idleSettingFaults, serviceSettingFaults } from './service-settings';
import { type Service, services } from './services';
import { settingFaults } from './settings';
import { type StateConfig, stateFaults } from './state';
import type { Variables } from './variables';

/** A validated stand with every derived fact; what all renderers read. */
export interface Stand {
  readonly name: string;
  readonly domain: string;
  readonly release: Release;
  /** What runs the hosts. */
  readonly hypervisor: Hypervisor;
  /** Where they run, the default first. */
  readonly hypervisors: readonly HypervisorFacts[];
  readonly networks: readonly Network[];
  /** The network through which the hosts are managed; the hypervisor has its first address. */
  readonly management: Network;
  readonly hosts: readonly Host[];
  readonly groups: readonly Group[];
  /** In an order in which each comes after those it stands on. */
  readonly services: readonly Service[];
  /** What its hosts have roles for and yet do not get, each with the reason. */
  readonly absent: readonly { readonly service: Service; readonly why: string }[];
  readonly flows: readonly Flow[];
  readonly accounts: StandConfig['accounts'];
  readonly backups: BackupsConfig;
  /** The virtual machines' disk image, where the description names one. */
  readonly image: StandConfig['image'];
  readonly ttl: number;
  readonly aptProxy: string;
  readonly state: StateConfig;
  readonly alerts: AlertsConfig;
  /** Grafana's package, where the description names one. */
  readonly grafana: GrafanaConfig | undefined;
  /** Variables that the description sets, by service. */
  readonly settings: Readonly<Record<string, Variables>>;
  readonly secrets: SecretsConfig;
}

/**
 * Validates a description and derives the stand from it.
 * @param lacking for each service by name that cannot be had here, the reason
 * @param optionsOf looks up what a service's role takes, by which settings are judged; without it
 * every setting is a fault
 * @throws InvalidStandError with every value that is not of its kind; or, where all are, with every
 * unknown key and every fault of the settings, networks and hosts; or, where those are sound, with
 * every fault of the flows and services.
 */
export function buildStand(
  config: StandConfig,
  lacking: Readonly<Record<string, string>> = {},
  optionsOf: OptionsOf = () => ({}),
): Stand {
  const unknownKeys = descriptionFaults(config);
  const unsound = networkFaults(config);
  const networks = unsound.length > 0 ? [] : deriveNetworks(config);
  throwIfAny([
    ...unknownKeys,
    ...settingFaults(config),
    ...serviceSettingFaults(config, services, optionsOf),
    ...hypervisorFaults(config),
    ...imageFaults(config),
    ...stateFaults(config.state ?? { backend: 'local' }),
    ...alertFaults(config.alerts ?? {}),
    ...unsound,
    ...groupFaults(config),
    // Addresses can be judged on sound networks only.
    ...(unsound.length > 0 ? [] : hostFaults(config, networks)),
  ]);
  const hosts = deriveHosts(config, networks);
  const groups = deriveGroups(hosts);
  const hypervisors = deriveHypervisors(config);
  const placed = services.filter(
    ({ group, requires = [], wanted = () => true }) =>
      wanted(config) &&
      [group, ...requires].every((name) => hostsOf({ groups, hosts }, name).length > 0),
  );
  const present = placed.filter(({ name }) => !Object.hasOwn(lacking, name));
  const stand: Stand = {
    name: config.name,
    domain: config.domain,
    release: releases[config.release ?? 'trixie'],
    // What the machine has is put there before; a description alone stands for containers.
    hypervisor:
      config.hypervisor === 'kvm' || config.hypervisor === 'qemu' ? config.hypervisor : 'lxc',
    hypervisors,
    networks,
    management: networks.find(({ kind }) => kind === 'nat') as Network,
    hosts,
    groups,
    services: present,
    absent: placed.flatMap((service) => {
      const why = lacking[service.name];
      return why === undefined ? [] : [{ service, why }];
    }),
    flows: [
      ...present.flatMap((service) => service.flows({ hosts, groups, networks })),
      ...scrapeFlows(present),
      ...(config.flows ?? []),
    ],
    accounts: config.accounts,
    backups: config.backups ?? { filesets: {}, jobs: {} },
    image: config.image,
    ttl: config.ttl ?? 66,
    aptProxy: config.aptProxy ?? (isInLab({ hypervisors }) ? labProxy(networks) : ''),
    state: config.state ?? { backend: 'local' },
    alerts: config.alerts ?? {},
    grafana: config.grafana,
    settings: config.settings ?? {},
    secrets: config.secrets ?? {},
  };
  throwIfAny([
    ...flowFaults(stand),
    ...backupFaults(stand),
    ...idleSettingFaults(config, placed),
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
