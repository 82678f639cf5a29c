import { TerraformStack, Testing } from 'cdktf';
import { backends, type StateConfig } from '../../model/description/state';
import { addBackend } from '../../stacks/backend';
import { vary } from '../fixtures';
import { synthesise } from './synthesise';

/** A state's settings, and what Terraform reads of them. */
const cases: readonly (readonly [state: StateConfig, read: Record<string, unknown>])[] = [
  [{ backend: 'local' }, { path: '/project/.stand/terraform.stand.tfstate' }],
  [{ backend: 'local', path: 'my.tfstate' }, { path: '/project/.stand/my.tfstate' }],
  [{ backend: 'local', path: '/srv/my.tfstate' }, { path: '/srv/my.tfstate' }],
  [
    {
      ...({
        backend: 's3',
        bucket: 'state',
        key: 'stand.tfstate',
        region: 'eu-central-1',
      } as const),
      ...{ endpoint: 'https://s3.example.org', encrypt: true, dynamodbTable: 'locks' },
    },
    {
      ...{ bucket: 'state', key: 'stand.tfstate', region: 'eu-central-1', encrypt: true },
      endpoints: { s3: 'https://s3.example.org' },
      skip_credentials_validation: true,
      skip_requesting_account_id: true,
      skip_metadata_api_check: true,
      skip_region_validation: true,
      dynamodb_table: 'locks',
      use_lockfile: false,
    },
  ],
  [
    { backend: 's3', bucket: 'state', key: 'stand.tfstate', region: 'eu-central-1' },
    { bucket: 'state', key: 'stand.tfstate', region: 'eu-central-1', use_lockfile: true },
  ],
  [{ backend: 'pg' }, {}],
  [{ backend: 'pg', schemaName: 'stand' }, { schema_name: 'stand' }],
  [
    { backend: 'http', address: 'https://state.example.org/stand', lockMethod: 'POST' },
    { address: 'https://state.example.org/stand', lock_method: 'POST' },
  ],
  [
    { backend: 'consul', path: 'stand', address: 'consul:8500', lock: true },
    { path: 'stand', address: 'consul:8500', lock: true },
  ],
  [
    { backend: 'gcs', bucket: 'state', prefix: 'stand' },
    { bucket: 'state', prefix: 'stand' },
  ],
  [
    {
      backend: 'azurerm',
      storageAccountName: 'state',
      containerName: 'stand',
      key: 'stand.tfstate',
      resourceGroupName: 'team',
    },
    {
      storage_account_name: 'state',
      container_name: 'stand',
      key: 'stand.tfstate',
      resource_group_name: 'team',
    },
  ],
  [
    { backend: 'remote', organization: 'team', workspace: 'stand', hostname: 'tf.example.org' },
    { organization: 'team', workspaces: { name: 'stand' }, hostname: 'tf.example.org' },
  ],
];

/** Where credentials would come from; their presence must change nothing. */
const credentials = {
  AWS_ACCESS_KEY_ID: 'hunter2',
  AWS_SECRET_ACCESS_KEY: 'hunter2',
  PG_CONN_STR: 'postgres://stand:hunter2@db/state',
  PGPASSWORD: 'hunter2',
  TF_HTTP_PASSWORD: 'hunter2',
  CONSUL_HTTP_TOKEN: 'hunter2',
  GOOGLE_CREDENTIALS: 'hunter2',
  ARM_ACCESS_KEY: 'hunter2',
  TF_TOKEN_app_terraform_io: 'hunter2',
};

const environment = { ...process.env };
beforeAll(() => Object.assign(process.env, credentials));
afterAll(() => {
  process.env = environment;
});

test.each(cases)('%o is what Terraform reads, without a credential', (state, read) => {
  const stack = new TerraformStack(Testing.app(), 'stand');
  addBackend(stack, state, '/project/.stand');
  const text = Testing.synth(stack);
  expect(JSON.parse(text).terraform.backend).toEqual({ [state.backend]: read });
  expect(text).not.toContain('hunter2');
});

test('every backend is covered here', () => {
  const covered = new Set(cases.map(([{ backend }]) => backend));
  expect([...covered].sort()).toEqual(Object.keys(backends).sort());
});

test.each(cases)('a stand synthesises with its state in %o', (state) => {
  const { terraform } = synthesise(vary({ state }));
  expect(Object.keys(terraform.terraform.backend)).toEqual([state.backend]);
});
