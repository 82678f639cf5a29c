import type { Fault } from './faults/faults';

/**
 * Where Terraform keeps its state. Settings are the backend's own, in the spelling of CDKTF's
 * classes. Credentials have no place here: each backend reads them from its environment variables.
 */
export type StateConfig = Encryption & Place;

/** What OpenTofu does with the state, wherever that is. */
interface Encryption {
  /**
   * Whether the state and plans are encrypted, with a key made from the vault's password. Turn it off by `false`:
   * without the setting, an encrypted state cannot be read. @default the state is read and written as it is
   */
  readonly encrypted?: boolean;
}

/** The state of a description that names none. */
export const localState: StateConfig = { backend: 'local' };

type Place =
  | { readonly backend: 'local'; readonly path?: string }
  | {
      readonly backend: 's3';
      readonly bucket: string;
      readonly key: string;
      readonly region: string;
      readonly endpoint?: string;
      readonly encrypt?: boolean;
      /** A table that keeps the lock, instead of a file beside the state. */
      readonly dynamodbTable?: string;
      /** Whether a file beside the state keeps the lock; from Terraform and OpenTofu 1.10 on. @default true */
      readonly useLockfile?: boolean;
      readonly profile?: string;
      readonly usePathStyle?: boolean;
    }
  | { readonly backend: 'pg'; readonly schemaName?: string }
  | {
      readonly backend: 'http';
      readonly address: string;
      readonly lockAddress?: string;
      readonly unlockAddress?: string;
      readonly lockMethod?: string;
      readonly unlockMethod?: string;
    }
  | {
      readonly backend: 'consul';
      readonly path: string;
      readonly address?: string;
      readonly scheme?: string;
      readonly datacenter?: string;
      readonly lock?: boolean;
    }
  | { readonly backend: 'gcs'; readonly bucket: string; readonly prefix?: string }
  | {
      readonly backend: 'azurerm';
      readonly storageAccountName: string;
      readonly containerName: string;
      readonly key: string;
      readonly resourceGroupName?: string;
    }
  | {
      readonly backend: 'remote';
      readonly organization: string;
      readonly workspace: string;
      readonly hostname?: string;
    };

export type BackendName = StateConfig['backend'];

interface BackendFacts {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** The environment variables that carry its credentials. */
  readonly credentials: string;
}

/** @see https://developer.hashicorp.com/terraform/language/backend */
export const backends: Readonly<Record<BackendName, BackendFacts>> = {
  local: { required: [], optional: ['path'], credentials: 'none are needed' },
  s3: {
    required: ['bucket', 'key', 'region'],
    optional: ['endpoint', 'encrypt', 'dynamodbTable', 'useLockfile', 'profile', 'usePathStyle'],
    credentials: 'AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile',
  },
  pg: {
    required: [],
    optional: ['schemaName'],
    credentials: 'PG_CONN_STR, or libpq’s PGHOST, PGUSER, PGPASSWORD',
  },
  http: {
    required: ['address'],
    optional: ['lockAddress', 'unlockAddress', 'lockMethod', 'unlockMethod'],
    credentials: 'TF_HTTP_USERNAME and TF_HTTP_PASSWORD',
  },
  consul: {
    required: ['path'],
    optional: ['address', 'scheme', 'datacenter', 'lock'],
    credentials: 'CONSUL_HTTP_TOKEN',
  },
  gcs: { required: ['bucket'], optional: ['prefix'], credentials: 'GOOGLE_CREDENTIALS' },
  azurerm: {
    required: ['storageAccountName', 'containerName', 'key'],
    optional: ['resourceGroupName'],
    credentials: 'ARM_ACCESS_KEY, ARM_SAS_TOKEN or ARM_CLIENT_SECRET',
  },
  remote: {
    required: ['organization', 'workspace'],
    optional: ['hostname'],
    credentials: 'TF_TOKEN_HOSTNAME, or `terraform login`',
  },
};

/** Faults of the state's settings: unknown backend, missing or unknown setting, credentials in a URL. */
export function stateFaults(state: StateConfig): Fault[] {
  if (!Object.hasOwn(backends, state.backend)) {
    const known = Object.keys(backends).join(', ');
    return [
      {
        where: 'state',
        what: `unknown backend '${state.backend}'`,
        remedy: `choose one of ${known}`,
      },
    ];
  }
  const facts = backends[state.backend];
  const where = `state (${state.backend})`;
  const settings = Object.entries(state).filter(
    ([name, value]) => !['backend', 'encrypted'].includes(name) && value !== undefined,
  );
  const { encrypted } = state;
  const notBoolean = ![true, false, undefined].includes(encrypted)
    ? [{ where, what: "'encrypted' must be true or false", remedy: 'write true or false' }]
    : [];
  const given = new Set(settings.map(([name]) => name));
  const missing = facts.required
    .filter((name) => !given.has(name))
    .map((name) => ({ where, what: `'${name}' is missing`, remedy: `add ${name}` }));
  const unknown = settings
    .filter(([name]) => ![...facts.required, ...facts.optional].includes(name))
    .map(([name]) => ({
      where,
      what: `unknown setting '${name}'`,
      remedy: `remove it; credentials come from the environment (${facts.credentials})`,
    }));
  const inUrl = settings
    .filter(([, value]) => typeof value === 'string' && /^\w+:\/\/[^/]*@/.test(value))
    .map(([name]) => ({
      where,
      what: `'${name}' carries credentials in its URL`,
      remedy: `remove them; they come from the environment (${facts.credentials})`,
    }));
  return [...notBoolean, ...missing, ...unknown, ...inUrl];
}
