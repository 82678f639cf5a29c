import { nfsServer } from '../../../model/services/nfs-server';
import { pgbackrest } from '../../../model/services/pgbackrest';
import { postgresql } from '../../../model/services/postgresql';
import { buildStand } from '../../../model/stand';
import { bookworm, onlyHosts, shipped } from '../../fixtures';

const stand = buildStand(shipped);
const archived = postgresql.variables(stand);
const alone = buildStand(onlyHosts(['psql1server']));

test('the repository is a folder of the export that PostgreSQL’s user owns by number', () => {
  expect(pgbackrest.variables(stand).pgbackrest_repository).toBe('/mnt/nfs/pgbackrest');
  expect(nfsServer.variables(stand).nfs_server_directories).toEqual([
    { name: 'pgbackrest', owner: archived.postgresql_uid },
  ]);
});

test('PostgreSQL hands its WAL to the stanza and asks it for WAL, in bounded time', () => {
  const stanza = pgbackrest.variables(stand).pgbackrest_stanza;
  expect(archived.postgresql_archive_command).toMatch(
    new RegExp(`^timeout \\d+ pgbackrest --stanza=${stanza} archive-push %p$`),
  );
  expect(archived.postgresql_restore_command).toMatch(
    new RegExp(`^timeout \\d+ pgbackrest --stanza=${stanza} archive-get %f %p$`),
  );
});

test('pgBackRest is there before PostgreSQL is told to use it', () => {
  expect(archived.postgresql_packages).toContain('pgbackrest');
});

test('without a backup host PostgreSQL has no archive', () => {
  const variables = postgresql.variables(alone);
  expect(alone.services).not.toContain(pgbackrest);
  expect(variables).not.toHaveProperty('postgresql_archive_command');
  expect(variables).not.toHaveProperty('postgresql_restore_command');
  expect(variables.postgresql_packages).not.toContain('pgbackrest');
});

test('it backs up the PostgreSQL of the release', () => {
  expect(pgbackrest.variables(stand).pgbackrest_postgresql_version).toBe(17);
  expect(pgbackrest.variables(buildStand(bookworm)).pgbackrest_postgresql_version).toBe(15);
});
