import { backends } from '../../../model/description/state';
import { faultsOf, refuses, vary } from '../../fixtures';

const state = (settings: object) => vary({ state: settings });
const s3 = { backend: 's3', bucket: 'state', key: 'stand.tfstate', region: 'eu-central-1' };

/** Each backend, and by which variable its user would learn of its credentials. */
const complete: Record<string, readonly [settings: object, credentials: RegExp]> = {
  local: [{ path: 'stand.tfstate' }, /none/],
  s3: [s3, /AWS_SECRET_ACCESS_KEY/],
  pg: [{ schemaName: 'stand' }, /PG_CONN_STR/],
  http: [{ address: 'https://state.example.org/stand' }, /TF_HTTP_PASSWORD/],
  consul: [{ path: 'stand' }, /CONSUL_HTTP_TOKEN/],
  gcs: [{ bucket: 'state' }, /GOOGLE_CREDENTIALS/],
  azurerm: [
    { storageAccountName: 'state', containerName: 'stand', key: 'stand.tfstate' },
    /ARM_ACCESS_KEY/,
  ],
  remote: [{ organization: 'team', workspace: 'stand' }, /TF_TOKEN_/],
};

refuses([
  ['an unknown backend', state({ backend: 'ftp' }), 'state', /'ftp'/, /local, s3, pg/],
  ['an inherited backend', state({ backend: 'constructor' }), 'state', /'constructor'/, /local/],
  ['an absent bucket', state({ ...s3, bucket: undefined }), 'state (s3)', /'bucket'/, /add bucket/],
  ['an unknown setting', state({ ...s3, colour: 'red' }), 'state (s3)', /'colour'/, /remove/],
  ['a secret key', state({ ...s3, secretKey: 'hunter2' }), 'state (s3)', /'secretKey'/, /AWS_/],
  [
    'an encryption that is a word',
    state({ ...s3, encrypted: 'yes' }),
    'state (s3)',
    /must be true/,
    /true or false/,
  ],
  [
    'a connection string with a password',
    state({ backend: 'pg', connStr: 'postgres://stand:hunter2@db/state' }),
    ...(['state (pg)', /'connStr'/, /PG_CONN_STR/] as const),
  ],
  [
    'a URL with a password',
    state({ backend: 'http', address: 'https://stand:hunter2@state.example.org/' }),
    ...(['state (http)', /'address' carries credentials/, /TF_HTTP_PASSWORD/] as const),
  ],
]);

test('every backend is covered here', () => {
  expect(Object.keys(complete).sort()).toEqual(Object.keys(backends).sort());
});

describe.each(Object.entries(complete))('%s', (backend, [settings, credentials]) => {
  test('is complete with what it requires', () => {
    for (const encrypted of [undefined, true, false])
      expect(faultsOf(state({ backend, ...settings, encrypted }))).toEqual([]);
  });

  test('takes no token, and says where it comes from', () => {
    const faults = faultsOf(state({ backend, ...settings, token: 'hunter2' }));
    expect(faults).toEqual([
      {
        where: `state (${backend})`,
        what: "unknown setting 'token'",
        remedy: expect.stringMatching(credentials),
      },
    ]);
  });

  test('names each setting that it misses', () => {
    const missing = faultsOf(state({ backend })).map(({ what }) => what);
    const required = backends[backend as keyof typeof backends].required;
    expect(missing).toEqual(required.map((name) => `'${name}' is missing`));
  });
});

test('no fault repeats a credential', () => {
  const given = { ...s3, secretKey: 'hunter2', endpoint: 'https://a:hunter2@b' };
  expect(JSON.stringify(faultsOf(state(given)))).not.toContain('hunter2');
});
