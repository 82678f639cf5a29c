import { knownSecrets, secretsByName } from '../../../cli/secrets/known-secrets';
import { buildStand } from '../../../model/build-stand';
import { shipped, vary } from '../../fixtures';

const stand = buildStand(shipped);
const known = knownSecrets(stand, { ca: '2030-01-01T00:00:00Z' });

test('every secret is told with the services that use it, and when it was rotated', () => {
  expect(known).toContainEqual({
    name: 'postgresql_ejabberd_password',
    usedBy: ['postgresql', 'ejabberd'],
    rotated: null,
    rotation: 'by name or --all',
    why: null,
  });
  expect(known.find(({ name }) => name === 'ca')).toMatchObject({
    usedBy: expect.arrayContaining(['base', 'etcd', 'ejabberd']),
    rotated: '2030-01-01T00:00:00Z',
    rotation: 'by name',
  });
  for (const { name, usedBy } of known) expect([name, usedBy]).not.toEqual([name, []]);
  expect(new Set(known.map(({ name }) => name)).size).toBe(known.length);
});

test('--all means what only programs use, and the certificates', () => {
  expect(secretsByName(known, [], true).sort()).toEqual(
    [
      ...['bk1server', 'e1server', 'e2server', 'mon1server', 'psql1server', 'psql2server'].map(
        (host) => `bacula_${host}_password`,
      ),
      ...['bacula_console_password', 'bacula_storage_password', 'certificates', 'ejabberd_cookie'],
      'ejabberd_stand_check_password',
      ...['dump', 'ejabberd', 'replication', 'rewind', 'superuser'].map(
        (role) => `postgresql_${role}_password`,
      ),
    ].sort(),
  );
});

test("an administrator's password is rotated when it is named", () => {
  expect(secretsByName(known, ['grafana_admin_password', 'ca'], false)).toEqual([
    'grafana_admin_password',
    'ca',
  ]);
});

test.each([
  [['x', 'ca'], false, /must be one of .*postgresql_ejabberd_password.*; got 'x'; nothing was/],
  [['grafana_secret_key'], false, /grafana_secret_key cannot be rotated: Grafana's database/],
  [['ejabberd_max_password'], false, /cannot be rotated: max changes it in a client/],
  [['pgbackrest_cipher_passphrase'], true, /cannot be rotated: the backups are encrypted/],
  [[], false, /name secrets to rotate, or --all/],
])('%j is refused with a remedy', (names, all, why) => {
  expect(() => secretsByName(known, names, all)).toThrow(why);
});

test('a password that a mail server chose is nobody else’s to rotate', () => {
  const email = { to: 'a@b.c', from: 'a@b.c', smarthost: 'b.c:25', username: 'a' };
  const [smtp] = knownSecrets(buildStand(vary({ alerts: { email } })), {}).filter(({ name }) =>
    name.startsWith('alertmanager_'),
  );
  expect(smtp).toMatchObject({ usedBy: ['alertmanager'], rotation: 'never' });
});
