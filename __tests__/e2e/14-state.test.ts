import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { editFile, paths, root, stateFile } from '../../test-stand/checkout';
import { execute, plainEnvironment, unchanged } from '../../test-stand/stand';
import { boots } from './support/boots';
import {
  putObject,
  type StateServer,
  startPostgresql,
  startS3,
} from './support/services/state-servers';

let [postgresql, s3]: StateServer[] = [];
let restore: () => void;

/** `./stand` with the credentials of both servers. */
function stand(...args: string[]) {
  const credentials = { ...postgresql?.environment, ...s3?.environment };
  return execute(
    join(root, 'stand'),
    args,
    {},
    { ...plainEnvironment(), CI: 'true', ...credentials },
  );
}

/** Describes another place of the state, and all else as it is. */
function describeState(state: string): void {
  restore?.();
  restore = editFile(
    'stand.config.ts',
    /^export default (.*);$/m,
    `export default { ...($1), state: ${state} };`,
  );
}

const pg = "{ backend: 'pg' }";
const bucket = () =>
  `{ backend: 's3', bucket: 'team', key: 'stand.tfstate', region: 'eu-central-1', usePathStyle: true,
     endpoint: 'http://127.0.0.1:${s3?.port}' }`;

/** A state of something else. */
const another = {
  ...{ version: 4, terraform_version: '1.5.0', serial: 1, lineage: 'another', outputs: {} },
  resources: [
    {
      ...{ mode: 'managed', type: 'null_resource', name: 'other' },
      instances: [{ schema_version: 0, attributes: { id: '1', triggers: null } }],
      provider: 'provider["registry.terraform.io/hashicorp/null"]',
    },
  ],
};

describe('the engine’s state', () => {
  let before: Awaited<ReturnType<typeof boots>>;
  beforeAll(async () => {
    [postgresql, s3] = await Promise.all([startPostgresql(), startS3()]);
    before = await boots();
  });
  afterAll(() => {
    restore?.();
    postgresql?.stop();
    s3?.stop();
  });

  it.each(['up', 'diff', 'down'])('is not looked for elsewhere by `%s`', async (command) => {
    describeState(pg);
    const { code, stderr } = await stand(command);
    expect(stderr).toMatch(/nothing was changed: this stand's state is in local.* says pg;/);
    expect(stderr).toContain('./stand state move');
    expect(code).toBe(2);
  });

  it.each([
    ['PostgreSQL', () => pg],
    ['S3', bucket],
    ['a local file', () => "{ backend: 'local' }"],
  ])('moves to %s, and the stand is as described there', async (_, state) => {
    describeState(state());
    const moved = await stand('state', 'move');
    expect(moved.stderr).toContain('the state is in ');
    expect(moved.code).toBe(0);
    expect((await stand('diff')).stdout).toBe('no changes: the stand is as described\n');
    expect((await stand('up')).stderr).toContain(unchanged);
    expect((await stand('state', 'move')).stderr).toContain('already');
  });

  it('leaves copies behind, and no file that somebody could go on with', () => {
    expect(readdirSync(join(paths.runtime, 'states'))).toHaveLength(3);
    expect(existsSync(`${stateFile}.moved`)).toBe(true);
  });

  it('is not moved over another one', async () => {
    await putObject(s3 as StateServer, 'stand.tfstate', JSON.stringify(another));
    describeState(bucket());
    const { code, stderr } = await stand('state', 'move');
    expect(stderr).toMatch(/nothing was changed: s3 \(bucket team.* has another state/);
    expect(code).toBe(2);
  });

  it('is not moved to where nobody answers', async () => {
    s3?.stop();
    const { code, stderr } = await stand('state', 'move');
    expect(stderr).toMatch(/connection refused/);
    expect(code).not.toBe(0);
  });

  it('was moved without touching a host', async () => {
    restore();
    expect((await stand('up')).stderr).toContain(unchanged);
    expect(await boots()).toEqual(before);
  });
});
