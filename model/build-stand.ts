import { backupFaults } from './backups/faults';
import { alertFaults } from './description/alerts';
import type { StandConfig } from './description/config';
import { distinct } from './description/distinct';
import { certificateFaults } from './description/faults/certificate-faults';
import { type Fault, InvalidStandError } from './description/faults/faults';
import { settingFaults } from './description/faults/general-faults';
import { templateFaults } from './description/faults/template-faults';
import { imageFaults } from './description/machine-image';
import { postgresqlFaults, postgresqlOf } from './description/postgresql-version';
import { releases } from './description/releases';
import { secretFaults } from './description/secrets';
import { descriptionFaults } from './description/shape/description-faults';
import { localState, stateFaults } from './description/state';
import { publicationFaults } from './published/publications';
import { services } from './services';
import { scrapeFlows } from './services/metrics';
import type { OptionsOf } from './settings/role-options';
import { idleSettingFaults, serviceSettingFaults } from './settings/service-settings';
import type { Stand } from './stand';
import { floatingFaults } from './topology/floating-faults';
import { deriveGroups, groupFaults, hostsOf } from './topology/groups';
import { deriveHosts, hostFaults } from './topology/hosts';
import { deriveHypervisors, hypervisorFaults, isInLab } from './topology/hypervisors';
import { ipv6HostFaults, ipv6NetworkFaults } from './topology/ipv6-faults';
import { deriveNetworks, type Network, networkFaults } from './topology/networks';
import { publishedFaults } from './topology/published-faults';
import { flowFaults } from './traffic/flow-faults';

/**
 * Validates a description and derives the stand from it.
 * @param lacking services that cannot be deployed here, by name, with the reason
 * @param optionsOf looks up the variables of a service's role, which settings must match; without it
 * every setting is a fault
 * @throws InvalidStandError with every value of the wrong type; if there is none, with every unknown
 * key and every fault of settings, networks and hosts; if there is none, with every fault of flows and
 * services
 */
export function buildStand(
  config: StandConfig,
  lacking: Readonly<Record<string, string>> = {},
  optionsOf: OptionsOf = () => ({}),
): Stand {
  const unknownKeys = descriptionFaults(config);
  const unsound = [...networkFaults(config), ...ipv6NetworkFaults(config)];
  const networks = unsound.length > 0 ? [] : deriveNetworks(config);
  throwIfAny([
    ...unknownKeys,
    ...templateFaults(config),
    ...settingFaults(config),
    ...serviceSettingFaults(config, services, optionsOf),
    ...hypervisorFaults(config),
    ...imageFaults(config),
    ...postgresqlFaults(config),
    ...stateFaults(config.state ?? localState),
    ...alertFaults(config.alerts ?? {}),
    ...certificateFaults(config.certificates ?? { source: 'own' }),
    ...secretFaults(config.secrets ?? {}),
    ...unsound,
    ...groupFaults(config),
    // Addresses can be judged on sound networks only.
    ...(unsound.length > 0
      ? []
      : [
          ...hostFaults(config, networks),
          ...floatingFaults(config, networks),
          ...ipv6HostFaults(config, networks),
          ...publishedFaults(config, networks),
        ]),
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
  const release = releases[config.release ?? 'trixie'];
  const stand: Stand = {
    name: config.name,
    domain: config.domain,
    release,
    postgresql: postgresqlOf(release, config),
    // `auto` is resolved before, by what this machine can run; without that it means containers.
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
    certificates: config.certificates ?? { source: 'own' },
    webChat: config.webChat ?? true,
    backups: config.backups ?? { filesets: {}, jobs: {} },
    image: config.image,
    retention: config.retention ?? {},
    ttl: config.ttl ?? 66,
    aptProxy: config.aptProxy ?? (isInLab({ hypervisors }) ? labProxy(networks) : ''),
    state: config.state ?? localState,
    alerts: config.alerts ?? {},
    grafana: config.grafana,
    settings: config.settings ?? {},
    secrets: config.secrets ?? {},
  };
  throwIfAny([
    ...flowFaults(stand),
    ...publicationFaults(stand),
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
  // Two services may find the same fault.
  if (faults.length > 0) throw new InvalidStandError(distinct(faults));
}
