import { exitCodes, StandError } from '../../controller/errors';
import type { Rotations } from '../../controller/rotations';
import { ownVariables, sharedVariables } from '../../model/services/role-variables';
import { secretsIn } from '../../model/services/service';
import type { Issued, Secret, Service, Stand } from '../../model/stand';
import { hostsOf } from '../../model/topology/groups';

/** What `secret list` says of a secret: all but its value. */
export interface KnownSecret {
  /** Of the vault, without `vault_`; or what the stand's authority is and signs. */
  readonly name: string;
  /** Names of services. */
  readonly usedBy: readonly string[];
  /** When it was rotated last; null for never. */
  readonly rotated: string | null;
  /** By which words of the command line it is rotated. */
  readonly rotation: 'by name or --all' | 'by name' | 'never';
  /** Why it never is. */
  readonly why: string | null;
}

const issued: readonly { readonly name: Issued; readonly rotation: KnownSecret['rotation'] }[] = [
  { name: 'certificates', rotation: 'by name or --all' },
  { name: 'ca', rotation: 'by name' },
];

/** Always in the vault; see the role `secrets`. */
const passphrase: Secret = {
  name: 'ca_passphrase',
  rotation: { never: "it encrypts the CA's key, which is rotated itself" },
};

/** All that a stand keeps secret, and what its authority signs. */
export function knownSecrets(stand: Stand, rotations: Rotations): KnownSecret[] {
  const users = new Map(stand.services.map((service) => [service, secretsOf(stand, service)]));
  const usersOf = (isUser: (service: Service) => boolean) =>
    stand.services.filter(isUser).map(({ name }) => name);
  const secrets = [...stand.services.flatMap((service) => service.secrets(stand)), passphrase];
  return [
    ...secrets.map(({ name, rotation }) => ({
      name,
      usedBy: usersOf((service) => users.get(service)?.includes(name) ?? false),
      rotated: rotations[name] ?? null,
      rotation: rotationWord(rotation),
      why: typeof rotation === 'object' ? rotation.never : null,
    })),
    ...issued.map(({ name, rotation }) => ({
      name,
      usedBy: usersOf(
        (service) =>
          service.certificate !== undefined || (service.rotatedWith ?? []).includes(name),
      ),
      rotated: rotations[name] ?? null,
      ...{ rotation, why: null },
    })),
  ];
}

/** Names of the secrets that a service's role reads. */
function secretsOf(stand: Stand, service: Service): string[] {
  const own = hostsOf(stand, service.group).map((host) => ownVariables(stand, service, host));
  return secretsIn(sharedVariables(stand, service), ...own);
}

function rotationWord(rotation: Secret['rotation']): KnownSecret['rotation'] {
  if (rotation === undefined) return 'by name or --all';
  return rotation === 'by name' ? rotation : 'never';
}

/**
 * Finds the secrets that a command line names.
 * @param all whether those are meant too that only programs use, and the certificates
 * @throws StandError where a name is none, or one that is never rotated
 */
export function secretsByName(
  known: readonly KnownSecret[],
  names: readonly string[],
  all: boolean,
): string[] {
  const unknown = names.filter((name) => !known.some((secret) => secret.name === name));
  const rotatable = known.filter(({ rotation }) => rotation !== 'never');
  if (unknown.length > 0)
    throw new StandError(
      `secret must be one of ${rotatable.map(({ name }) => name).join(', ')}; got '${unknown.join("', '")}'; nothing was changed`,
      exitCodes.invalid,
    );
  const [never] = known.filter(({ name, why }) => names.includes(name) && why !== null);
  if (never)
    throw new StandError(
      `${never.name} cannot be rotated: ${never.why}; nothing was changed`,
      exitCodes.invalid,
    );
  const chosen = rotatable.filter(
    ({ name, rotation }) => names.includes(name) || (all && rotation === 'by name or --all'),
  );
  if (chosen.length > 0) return chosen.map(({ name }) => name);
  throw new StandError(
    'name secrets to rotate, or --all for those that only programs use; ./stand secret list says which there are',
    exitCodes.invalid,
  );
}
