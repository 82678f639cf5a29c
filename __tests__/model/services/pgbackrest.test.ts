import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildStand } from '../../../model/build-stand';
import { nfsServer } from '../../../model/services/nfs-server';
import { pgbackrest } from '../../../model/services/pgbackrest';
import { postgresql } from '../../../model/services/postgresql';
import { bookworm, onlyHosts, shipped } from '../../fixtures';
import { needs } from '../../support/needs';

const stand = buildStand(shipped);
const archived = postgresql.variables(stand);
const alone = buildStand(onlyHosts(['psql1server']));

test('the repository is a folder of the export that PostgreSQL’s user owns by number', () => {
  expect(pgbackrest.variables(stand).pgbackrest_repository).toBe('/mnt/nfs/pgbackrest');
  expect(nfsServer.variables(stand).nfs_server_directories).toEqual([
    { name: 'pgbackrest', owner: 543 },
  ]);
});

test('PostgreSQL hands its WAL to the stanza and asks it for WAL', () => {
  const stanza = pgbackrest.variables(stand).pgbackrest_stanza;
  expect(archived.postgresql_archive_command).toContain(`--stanza=${stanza} archive-push %p`);
  expect(archived.postgresql_restore_command).toContain(`--stanza=${stanza} archive-get %f %p`);
});

describe.each(['postgresql_archive_command', 'postgresql_restore_command'] as const)(
  '%s',
  (name) => {
    const command = String(archived[name]).replace(/=5 \d+ /, '=0.2 0.2 ');
    const programs = mkdtempSync(join(tmpdir(), 'programs-'));
    const run = (script: string) => {
      writeFileSync(join(programs, 'pgbackrest'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      const PATH = `${programs}:${process.env.PATH}`;
      return spawnSync('sh', ['-c', command], { env: { PATH }, timeout: 10_000 }).status;
    };

    afterAll(() => rmSync(programs, { recursive: true }));

    needs('timeout').each([
      ['succeeds where pgBackRest does', 'exit 0', 0],
      ['fails where pgBackRest does, in no way that is fatal to PostgreSQL', 'exit 137', 1],
      ['ends a pgBackRest that hangs', 'exec sleep 60', 1],
      ['ends a pgBackRest that hangs and will not be told', "trap '' TERM; sleep 60", 1],
    ])('%s', (_what, script, status) => {
      expect(run(script)).toBe(status);
    });
  },
);

test('pgBackRest is installed before PostgreSQL is configured to use it', () => {
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
