import { resolve } from 'node:path';
import type { Paths, SecretPaths } from '../controller/paths';
import { type Rotations, rotationsFile } from '../controller/rotations';
import type { Variables } from '../model/description/variables';
import type { Stand } from '../model/stand';

/** What the hosts' variables refer to of the controller, and of what lies there. */
export function controllerVariables(
  { certificates }: Stand,
  { root }: Pick<Paths, 'root'>,
  { caDirectory }: SecretPaths,
  rotations: Rotations,
): Variables {
  return {
    controller_ca_directory: caDirectory,
    controller_certificate_not_before: rotations.certificates ?? '',
    ...(certificates.source === 'files' && {
      controller_certificate_key: resolve(root, certificates.key),
    }),
  };
}

/** Variables of the play that generates secrets. */
export function secretsVariables(
  stand: Stand,
  paths: SecretPaths,
  rotations: Rotations = {},
): Variables {
  return {
    secrets_vault_file: paths.vaultFile,
    secrets_password_file: paths.vaultPasswordFile,
    secrets_rotations_file: rotationsFile(paths),
    secrets_rotations: { ...rotations },
    secrets_rotations_before: { ...rotations },
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
