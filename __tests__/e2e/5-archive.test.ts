import { restoreCommand } from '../../model/services/pgbackrest';
import {
  addressOf,
  type DatabaseHost,
  databaseHosts,
  type HostName,
  hostNames,
  onEveryHost,
} from '../../test-stand/hosts';
import { ssh, succeed } from '../../test-stand/stand';
import { eventually } from './support/eventually';
import { nameOf, tryPorts } from './support/guest';
import { vault } from './support/secrets';
import {
  archiveSegment,
  asPostgres,
  pgbackrest,
  repository,
  stanzaInfo,
} from './support/services/pgbackrest';
import { databaseRoles, sql } from './support/services/postgresql';

describe('the archive', () => {
  let primary: DatabaseHost;
  let replica: DatabaseHost;

  beforeAll(async () => {
    ({ primary, replica } = await databaseRoles());
  });

  it('gets a segment of WAL when PostgreSQL begins another', async () => {
    const segment = await archiveSegment(primary);
    const [[archived]] = (await sql(primary, 'SELECT last_archived_wal FROM pg_stat_archiver')) as [
      [string],
    ];
    expect(archived >= segment).toBe(true);
  });

  it('passes pgBackRest’s own check', async () => {
    await pgbackrest(primary, 'check');
  });

  it('has a full backup since the stand was set up, and can be read on both hosts', async () => {
    for (const host of databaseHosts) {
      const { status, backup } = await stanzaInfo(host);
      expect(status.code).toBe(0);
      expect(backup.filter(({ error }) => error)).toEqual([]);
      expect(backup[0]?.type).toBe('full');
    }
  });

  it('gives the replica a segment, and says of one that it never had that it is missing', async () => {
    const segment = await archiveSegment(primary);
    const fetch = (name: string) => {
      const command = restoreCommand.replace('%f', name).replace('%p', '/var/tmp/segment');
      return asPostgres(replica, `sh -c '${command}; echo $?; rm -f /var/tmp/segment'`);
    };
    expect((await fetch(segment)).trim()).toBe('0');
    expect((await fetch(`${segment.slice(0, 8)}000000FF000000FE`)).trim()).toBe('1');
  });

  it('is encrypted, and only PostgreSQL’s user reads its passphrase', async () => {
    const { vault_pgbackrest_cipher_passphrase: passphrase } = vault();
    expect((await stanzaInfo(primary)).cipher).toBe('aes-256-cbc');
    const look =
      'sudo stat --format="%U %G %a" /etc/pgbackrest.conf; sudo cat /etc/pgbackrest.conf';
    for (const host of databaseHosts) {
      const [rights, ...settings] = (await ssh(host, look)).split('\n');
      expect(rights).toBe('root postgres 640');
      expect(settings).toContain(`repo1-cipher-pass=${passphrase}`);
    }
  });

  it('belongs to one user by number, and to nobody on the backup host', async () => {
    const owner = (host: HostName, folder: string) =>
      ssh(host, `sudo stat --format='%u:%g %a' ${folder}`);
    const numbers = await Promise.all(
      databaseHosts.map((host) => ssh(host, 'id --user postgres; id --group postgres')),
    );
    expect(new Set(numbers).size).toBe(1);
    const expected = `${numbers[0]?.trim().replace('\n', ':')} 750\n`;
    expect(await owner('bk1server', '/srv/share/upload/pgbackrest')).toBe(expected);
    for (const host of databaseHosts) expect(await owner(host, repository)).toBe(expected);
  });

  it('is reached by the PostgreSQL hosts only', async () => {
    const nfs = { protocol: 'tcp', address: addressOf('bk1server'), port: 2049 } as const;
    const senders = hostNames.filter((name) => name !== 'bk1server');
    const outcomes = await Promise.all(
      senders.map(async (name) => [name, (await tryPorts(name, [nfs]))[nameOf(nfs)]] as const),
    );
    const through = outcomes.filter(([, outcome]) => outcome !== 'dropped').map(([name]) => name);
    expect(through).toEqual(databaseHosts);
    // In the lab a shared folder takes the export's place; nobody else may have that either.
    const mounted = await onEveryHost((name) => ssh(name, 'findmnt --list --output TARGET'));
    const seen = hostNames.filter((name) => /\/mnt\/nfs|\/srv\/share/.test(mounted[name]));
    expect(seen).toEqual([...databaseHosts, 'bk1server']);
  });

  it('is told by `status` to lie in a shared folder, where the lab has no NFS', async () => {
    const told = JSON.parse((await succeed(['status', '--json'])).stdout) as {
      name: string;
      notes: string[];
    }[];
    const noted = told.filter(({ notes }) => notes.some((note) => note.includes('no NFS')));
    expect(noted.map(({ name }) => name)).toEqual([...databaseHosts, 'bk1server']);
  });
});

describe('a backup', () => {
  let primary: DatabaseHost;
  let replica: DatabaseHost;

  beforeAll(async () => {
    ({ primary, replica } = await databaseRoles());
  });

  it('is taken by its unit on the primary, and skipped by the same unit on the replica', async () => {
    const before = await stanzaInfo(primary);
    for (const host of [replica, primary]) {
      await ssh(host, 'sudo systemctl start pgbackrest-backup@full');
    }
    const after = await stanzaInfo(primary);
    expect(after.backup).toHaveLength(before.backup.length + 1);
    expect(after.backup.at(-1)).toMatchObject({ type: 'full', error: false });
    const result = 'systemctl show --property=Result --value pgbackrest-backup@full';
    expect(await ssh(replica, result)).toBe('exec-condition\n');
    expect(await ssh(primary, result)).toBe('success\n');
  });

  it('is due on every host, weekly in full and daily otherwise', async () => {
    for (const host of databaseHosts) {
      const timers = await ssh(host, 'systemctl list-timers --no-legend "pgbackrest-*"');
      expect(timers).toMatch(/pgbackrest-backup@full\.service/);
      expect(timers).toMatch(/pgbackrest-backup@diff\.service/);
    }
  });

  it('is restored into a folder with all that was archived since, and serves queries', async () => {
    const note = `archived at ${new Date().toISOString()}`;
    await sql(primary, `CREATE TABLE restored_note AS SELECT '${note}' AS text`);
    const folder = '/var/tmp/restored';
    const [[version]] = (await sql(replica, 'SHOW server_version')) as [[string]];
    const pgCtl = `/usr/lib/postgresql/${version.split('.')[0]}/bin/pg_ctl --pgdata ${folder}`;
    try {
      await archiveSegment(primary);
      await asPostgres(replica, `mkdir --mode=0700 ${folder}`);
      await pgbackrest(replica, `--pg1-path=${folder}`, '--archive-mode=off', 'restore');
      const options = `-p 54329 -c listen_addresses= -c unix_socket_directories=${folder}`;
      await asPostgres(
        replica,
        `${pgCtl} --wait --timeout 120 --log ${folder}/log --options '${options}' start`,
      );
      await eventually(async () => {
        const query = `psql --no-psqlrc --host ${folder} --port 54329 --tuples-only --no-align`;
        const statement = `SELECT pg_is_in_recovery(), text FROM restored_note`;
        const found = await asPostgres(replica, `${query} --command '${statement}'`);
        expect(found).toBe(`f|${note}\n`);
      }, 60);
    } finally {
      await ssh(replica, `cd / && sudo -u postgres ${pgCtl} --mode immediate stop || true`);
      await ssh(replica, `sudo rm -rf ${folder}`);
      await sql(primary, 'DROP TABLE restored_note');
    }
  });
});
