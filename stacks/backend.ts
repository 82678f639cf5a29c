import { resolve } from 'node:path';
import {
  AzurermBackend,
  ConsulBackend,
  GcsBackend,
  HttpBackend,
  LocalBackend,
  NamedRemoteWorkspace,
  PgBackend,
  RemoteBackend,
  S3Backend,
  type TerraformBackend,
  type TerraformStack,
} from 'cdktf';
import type { StateConfig } from '../model/description/state';

/** The file of a local state; its name is the stack's where the description says none. */
export function localStateFile(
  folder: string,
  stack: string,
  path = `terraform.${stack}.tfstate`,
): string {
  return resolve(folder, path);
}

/**
 * Declares where the stack's state lives. Credentials come from the environment at run time.
 * @param folder where a local state without a path of its own lies
 */
export function addBackend(
  stack: TerraformStack,
  state: StateConfig,
  folder: string,
): TerraformBackend {
  switch (state.backend) {
    case 'local':
      return new LocalBackend(stack, {
        path: localStateFile(folder, stack.node.id, state.path),
      });
    case 's3': {
      const { endpoint, useLockfile = !state.dynamodbTable, ...rest } = settings(state);
      // CDKTF's class does not know it.
      stack.addOverride('terraform.backend.s3.use_lockfile', useLockfile);
      return new S3Backend(stack, { ...rest, ...(endpoint && ofOthers(endpoint)) });
    }
    case 'pg':
      return new PgBackend(stack, settings(state) as ConstructorParameters<typeof PgBackend>[1]);
    case 'http':
      return new HttpBackend(stack, settings(state));
    case 'consul':
      return new ConsulBackend(
        stack,
        settings(state) as ConstructorParameters<typeof ConsulBackend>[1],
      );
    case 'gcs':
      return new GcsBackend(stack, settings(state));
    case 'azurerm':
      return new AzurermBackend(stack, settings(state));
    case 'remote': {
      const { workspace, ...rest } = settings(state);
      return new RemoteBackend(stack, { ...rest, workspaces: new NamedRemoteWorkspace(workspace) });
    }
  }
}

/** Of an S3 that is not Amazon's there is nothing to ask there. */
function ofOthers(endpoint: string) {
  return {
    endpoints: { s3: endpoint },
    skipCredentialsValidation: true,
    skipRequestingAccountId: true,
    skipMetadataApiCheck: true,
    skipRegionValidation: true,
  };
}

function settings<State extends StateConfig>({
  backend: _,
  encrypted: __,
  ...rest
}: State): Omit<State, 'backend' | 'encrypted'> {
  return rest;
}
