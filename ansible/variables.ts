import { hostsFile } from '../cloudinit/hosts-file';
import { ip6tablesRules, iptablesRules } from '../cloudinit/iptables';
import { networkFiles } from '../cloudinit/network';
import { sysctls } from '../cloudinit/sysctl';
import { hostsOf } from '../model/groups';
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

/** What a service's role is told on one of its hosts. */
export function serviceVariables(
  stand: Stand,
  service: Service,
  host: Host,
  paths: ControllerPaths,
): Variables {
  return {
    ...service.variables(stand),
    ...service.hostVariables?.(stand, host),
    ...(service.name === 'base' && baseVariables(stand, host, paths)),
  };
}

/** Everything a host is told, for its file in host_vars. */
export function hostVariables(stand: Stand, host: Host, paths: ControllerPaths): Variables {
  const running = stand.services.filter((service) => hostsOf(stand, service.group).includes(host));
  return Object.assign(
    {},
    ...running.map((service) => serviceVariables(stand, service, host, paths)),
  );
}

/** What the play that generates secrets is told. */
export function secretsVariables(stand: Stand, paths: ControllerPaths): Variables {
  return {
    secrets_vault_file: paths.vaultFile,
    secrets_password_file: paths.vaultPasswordFile,
    secrets_ca_directory: paths.caDirectory,
    secrets_ca_common_name: `${stand.name} stand CA`,
    secrets_names: stand.services
      .flatMap((service) => service.secrets(stand))
      .map(({ name, length = 32 }) => ({ name: `vault_${name}`, length })),
  };
}

/** The base role makes so, ever after, what cloud-init wrote at first boot: the same texts. */
function baseVariables(stand: Stand, host: Host, { caDirectory }: ControllerPaths): Variables {
  return {
    base_hosts_file: hostsFile(stand),
    base_iptables_rules_v4: iptablesRules(stand, host),
    base_iptables_rules_v6: ip6tablesRules(),
    base_network_files: networkFiles(stand, host),
    base_sysctl: sysctls(stand, host),
    base_apt_proxy: stand.aptProxy,
    base_ca_directory: caDirectory,
  };
}
