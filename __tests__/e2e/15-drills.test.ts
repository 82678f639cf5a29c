import { databaseHosts, ejabberdHosts } from '../../test-stand/hosts';
import { ssh, stand, succeed, tell } from '../../test-stand/stand';
import { eventually } from './support/eventually';
import { leftBehind } from './support/left-behind';
import { type Finding, failed, report } from './support/report';
import { runJob } from './support/services/bacula';
import { asPostgres, stanzaInfo } from './support/services/pgbackrest';
import { databaseRoles, sql, standbysOf } from './support/services/postgresql';

const database = 'ejabberd-domain-local';

describe('./stand backup', () => {
  it('backs up the database and every host’s files now', async () => {
    const { primary } = await databaseRoles();
    const before = await stanzaInfo(primary);
    const { code, findings } = await report(['backup']);
    expect(failed(findings)).toEqual([]);
    expect(code).toBe(0);
    expect((await stanzaInfo(primary)).backup).toHaveLength(before.backup.length + 1);
    expect(findings.map(({ what }: Finding) => what)).toEqual([
      'the database is backed up',
      'e1-fs-Job ran',
      'e2-fs-Job ran',
      'psql2-dump-Job ran',
      'mon1-grfn-Job ran',
    ]);
  });
});

describe('./stand drill restore', () => {
  it('finds a flipped byte in the repository and a volume that was cut off, and names both', async () => {
    const { primary, replica } = await databaseRoles();
    const label = (await stanzaInfo(primary)).backup
      .filter(({ type }) => type === 'full')
      .at(-1)?.label;
    const damagedFile = `/mnt/nfs/pgbackrest/backup/stand/${label}/bundle/1`;
    const { volume } = await runJob('run job=e1-fs-Job level=Full');
    const damagedVolume = `/srv/bacula/${volume}`;
    const flip = `import sys; f = open('${damagedFile}', 'r+b'); f.seek(5000); b = f.read(1)[0]; f.seek(5000); f.write(bytes([b ^ 1]))`;
    await asPostgres(replica, `cp -p ${damagedFile} /var/tmp/whole`);
    await asPostgres(replica, `python3 -c "${flip}"`);
    await ssh(
      'bk1server',
      `sudo cp -p ${damagedVolume} /var/tmp/whole && sudo truncate --size=-2000 ${damagedVolume}`,
    );
    const { code, findings } = await report(['drill', 'restore']);
    await asPostgres(replica, `cp -p /var/tmp/whole ${damagedFile}`);
    await ssh('bk1server', `sudo cp -p /var/tmp/whole ${damagedVolume}; sudo rm /var/tmp/whole`);
    await ssh(replica, 'sudo rm /var/tmp/whole');
    const told = failed(findings);
    expect(code).toBe(1);
    expect(told).toContainEqual(
      expect.stringMatching(`the repository of pgBackRest is intact: .*${label}/bundle/1`),
    );
    expect(told).toContainEqual(
      expect.stringMatching(`the volumes of Bacula are intact: .*${volume}.*should have`),
    );
    expect(told).toContainEqual(expect.stringMatching(`e1-fs-Job can be restored: .*${volume}`));
    const sound = ['e2-fs-Job', 'psql2-dump-Job', 'mon1-grfn-Job'];
    for (const job of sound) expect(told.join('\n')).not.toContain(job);
    expect(await leftBehind()).toEqual([]);
  });
});

describe('./stand drill failover', () => {
  it('loses no acknowledged write and no acknowledged message', async () => {
    const { losses } = await report(['drill', 'failover']);
    expect(losses.map(({ loss }: { loss: string }) => loss)).toEqual(['switchover', 'crash']);
    for (const { what, outage, faults } of losses) {
      tell(`${what}: ${outage} s without writes`);
      // How long it took is for a machine that does nothing else: see docs/reference/failover.md.
      const lost = faults.filter((fault: string) => !fault.includes('s without an acknowledged'));
      expect({ what, lost }).toEqual({ what, lost: [] });
    }
    expect(await leftBehind()).toEqual([]);
  });
});

describe('./stand failover', () => {
  it('makes the other host primary, with the old one as its synchronous standby', async () => {
    const { primary, replica } = await databaseRoles();
    expect(await report(['failover'])).toMatchObject({ code: 0, from: primary, to: replica });
    expect(await databaseRoles()).toEqual({ primary: replica, replica: primary });
    expect(await standbysOf(replica)).toMatchObject([{ name: primary, synchrony: 'sync' }]);
  });

  it('says which hosts can be chosen', async () => {
    const { code, stderr } = await stand(['failover', '--to', 'e1server']);
    expect(stderr).toContain(
      `--to must be a host with PostgreSQL (${databaseHosts.join(', ')}); got 'e1server'`,
    );
    expect(code).toBe(2);
  });
});

describe('./stand restore', () => {
  const note = async (host: (typeof databaseHosts)[number]) =>
    (await sql(host, 'SELECT text FROM drill_note', database)).flat();

  it('asks for the stand’s name, and changes nothing when it hears another', async () => {
    const { primary } = await databaseRoles();
    await sql(primary, "CREATE TABLE drill_note AS SELECT 'kept' AS text", database);
    const { code, stderr } = await stand(['restore', 'database', '--confirm', 'another']);
    expect(stderr).toContain(
      "confirmation must be 'messaging'; got 'another'; nothing was changed",
    );
    expect(code).toBe(2);
    expect(await note(primary)).toEqual(['kept']);
  });

  it('puts the database back to a moment, on every host, and tells how to take that back', async () => {
    const before = await databaseRoles();
    const [[moment]] = (await sql(before.primary, 'SELECT now()')) as [[string]];
    await sql(before.primary, 'DELETE FROM drill_note', database);
    const at = new Date(moment.replace(' ', 'T').replace(/\+00$/, 'Z')).toISOString();
    const args = ['restore', 'database', '--at', at, '--confirm', 'messaging'];
    const { code, takeBack } = await report(args);
    expect(code).toBe(0);
    expect(takeBack).toMatch(/^before-restore-/);
    const { primary, replica } = await databaseRoles();
    for (const host of [primary, replica]) expect(await note(host)).toEqual(['kept']);
    // The moment before the restore is on another timeline, and older than the newest backup.
    const back = await report(['restore', 'database', '--point', takeBack, '--dry-run']);
    expect(back.now['public.drill_note']).toBe(1);
    expect(back.then['public.drill_note']).toBe(0);
    await sql(primary, 'DROP TABLE drill_note', database);
    expect(await standbysOf(primary)).toMatchObject([{ name: replica, synchrony: 'sync' }]);
    await eventually(() => succeed(['status']));
    expect(await leftBehind()).toEqual([]);
  });

  it('restores one user’s data and no other’s, and renews sessions and caches', async () => {
    const ctl = (host: string, command: string) => ssh(host, `sudo ejabberdctl ${command}`);
    const name = async (host: string, user: string) =>
      (await ctl(host, `get_vcard ${user} domain.local FN`)).trim();
    const call = (user: string, as: string) =>
      ctl('e1server', `set_vcard ${user} domain.local FN '${as}'`);
    await call('max', 'Before');
    await call('admin', 'Before');
    // By XEP-0106 d'artagnan.
    const quoted = 'd\\27artagnan';
    await ctl('e1server', `register '${quoted}' domain.local ${'p'.repeat(20)}`);
    await call(`'${quoted}'`, 'Before');
    await succeed(['backup', '--only', 'files']);
    await call('max', 'After');
    await call('admin', 'After');
    const tried = await report(['restore', 'user', 'Max', '--dry-run']);
    expect(tried.user).toBe('max');
    expect(tried.tables.vcard).toEqual({ live: 1, dumped: 1, lost: 1, gained: 1 });
    expect(await name('e2server', 'max')).toBe('After');
    const done = await report(['restore', 'user', 'max@domain.local', '--confirm', 'max']);
    expect(done.tables).toEqual(tried.tables);
    for (const host of ejabberdHosts) expect(await name(host, 'max')).toBe('Before');
    expect(await name('e1server', 'admin')).toBe('After');
    await ctl('e1server', `unregister '${quoted}' domain.local`);
    await report(['restore', 'user', quoted, '--confirm', quoted]);
    expect(await name('e2server', `'${quoted}'`)).toBe('Before');
    expect(await ctl('e2server', 'registered_users domain.local')).toContain(quoted);
    await ctl('e1server', `unregister '${quoted}' domain.local`);
    const { code, stderr } = await stand(['restore', 'user', 'nobody', '--confirm', 'nobody']);
    expect(stderr).toMatch(/the dump of \S+ has no user 'nobody'; choose another time with --at/);
    expect(code).toBe(2);
    expect(await leftBehind()).toEqual([]);
  });
});
