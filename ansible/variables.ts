import type { SecretPaths } from '../controller/paths';
import type { Variables } from '../model/description/variables';
import type { Service, Stand } from '../model/stand';
import { isEmulated } from '../model/topology/emulation';
import type { Host } from '../model/topology/hosts';

/** Variables of a service's role on all its hosts alike, for a file in group_vars. */
export function sharedVariables(stand: Stand, service: Service): Variables {
  return {
    ...service.variables(stand),
    ...(isEmulated(stand) && service.emulated),
    ...stand.settings[service.name],
  };
}

/** Variables of a service's role on one of its hosts besides. */
export function ownVariables(stand: Stand, service: Service, host: Host): Variables {
  return service.hostVariables?.(stand, host) ?? {};
}

/** What the hosts' variables refer to of the controller, which is another one for each user. */
export function controllerVariables({ caDirectory }: SecretPaths): Variables {
  return { controller_ca_directory: caDirectory };
}

/** Variables of the play that generates secrets. */
export function secretsVariables(stand: Stand, paths: SecretPaths): Variables {
  return {
    secrets_vault_file: paths.vaultFile,
    secrets_password_file: paths.vaultPasswordFile,
    secrets_ca_directory: paths.caDirectory,
    // RFC 5280 allows 64 characters.
    secrets_ca_common_name: `${stand.name.slice(0, 55)} stand CA`,
    secrets_names: secretNames(stand),
  };
}

/** Names in the vault, and lengths, of all secrets of a stand. */
export function secretNames(stand: Stand) {
  return stand.services
    .flatMap((service) => service.secrets(stand))
    .map(({ name, length = 32 }) => ({ name: `vault_${name}`, length }));
}
