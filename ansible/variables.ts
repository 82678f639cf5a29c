import { hostsFile } from '../cloudinit/hosts-file';
import { ip6tablesRules, iptablesRules } from '../cloudinit/iptables';
import { networkFiles } from '../cloudinit/network';
import { sysctls } from '../cloudinit/sysctl';
import { paceOf } from '../model/emulation';
import type { Host } from '../model/hosts';
import type { Service } from '../model/services';
import type { Variables } from '../model/services/service';
import type { Stand } from '../model/stand';

/** Paths on this machine that roles work with. */
export interface ControllerPaths {
  readonly vaultFile: string;
  readonly vaultPasswordFile: string;
  /** Folder of the certificate authority. */
  readonly caDirectory: string;
}

/** What a service's role is told on all its hosts alike, for a file in group_vars. */
export function sharedVariables(
  stand: Stand,
  service: Service,
  { caDirectory }: ControllerPaths,
): Variables {
  const variables = {
    ...service.variables(stand),
    ...paceOf(stand, service.name),
    ...stand.settings[service.name],
  };
  if (service.name !== 'base') return variables;
  return {
    ...variables,
    base_hosts_file: hostsFile(stand),
    base_iptables_rules_v6: ip6tablesRules(),
    base_apt_proxy: stand.aptProxy,
    base_ca_directory: caDirectory,
  };
}

/** What a service's role is told on one of its hosts besides. */
export function ownVariables(stand: Stand, service: Service, host: Host): Variables {
  const variables = service.hostVariables?.(stand, host) ?? {};
  if (service.name !== 'base') return variables;
  return {
    ...variables,
    base_iptables_rules_v4: iptablesRules(stand, host),
    base_network_files: networkFiles(stand, host),
    base_sysctl: sysctls(stand, host),
  };
}

/** What the play that generates secrets is told. */
export function secretsVariables(stand: Stand, paths: ControllerPaths): Variables {
  return {
    secrets_vault_file: paths.vaultFile,
    secrets_password_file: paths.vaultPasswordFile,
    secrets_ca_directory: paths.caDirectory,
    // RFC 5280 allows 64 characters.
    secrets_ca_common_name: `${stand.name.slice(0, 55)} stand CA`,
    secrets_names: stand.services
      .flatMap((service) => service.secrets(stand))
      .map(({ name, length = 32 }) => ({ name: `vault_${name}`, length })),
  };
}
