import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, paths } from '../../test-stand/checkout';
import { onEveryHost } from '../../test-stand/hosts';
import { ssh, stand, succeed, tell, up } from '../../test-stand/stand';
import { type Kept, keepSomething, kept, stillKept } from '../e2e/support/kept';
import { failed, report } from '../e2e/support/report';
import { filesOn, runJob } from '../e2e/support/services/bacula';
import { converse } from '../e2e/support/services/conversation';
import { databaseRoles, sql } from '../e2e/support/services/postgresql';
import { expectSettled, expectSound } from '../e2e/support/sound';

const confirmed = ['--confirm', 'messaging'];
const upgrade = ['upgrade', 'release'];

async function codenames(): Promise<readonly string[]> {
  const said = await onEveryHost((host) =>
    ssh(host, '. /etc/os-release && echo $VERSION_CODENAME'),
  );
  return [...new Set(Object.values(said).map((name) => name.trim()))];
}

/** Runs an upgrade that is killed as soon as it says something. */
async function killedAt(words: RegExp): Promise<void> {
  const { code, stderr } = await stand([...upgrade, ...confirmed], {
    onProgress: (text, kill) => {
      if (words.test(text)) kill();
    },
  });
  expect(stderr).toMatch(words);
  expect(code).toBeNull();
}

async function mark(word: string): Promise<void> {
  const { primary } = await databaseRoles();
  await sql(primary, `INSERT INTO kept_marks VALUES ('${word}')`, 'ejabberd-domain-local');
}

async function marks(): Promise<readonly string[]> {
  const { primary } = await databaseRoles();
  const rows = await sql(primary, 'SELECT * FROM kept_marks ORDER BY 1', 'ejabberd-domain-local');
  return rows.map(([word = '']) => word);
}

describe('a stand on Debian 12 with people’s data', () => {
  let moment: number;
  let before: Kept;
  let volume: string;
  let files: readonly string[];
  let restore = () => {};

  beforeAll(async () => {
    await succeed(['down', '--data', ...confirmed]);
    const undo = describeWith("release: 'bookworm'");
    await up();
    await keepSomething();
    await (await converse('e1server', 'e2server')).end();
    const { primary } = await databaseRoles();
    await sql(primary, 'CREATE TABLE kept_marks (word text)', 'ejabberd-domain-local');
    await mark('before');
    ({ volume } = await runJob('run job=e1-fs-Job level=Full'));
    files = await filesOn(volume);
    moment = Math.floor(Date.now() / 1000);
    before = await kept(moment);
    await expectSound();
    undo();
  });

  // What comes next finds the shipped description.
  afterAll(() => restore());

  it('is not changed by `up`, which names the command', async () => {
    const undo = describeWith('postgresqlVersion: 15');
    const { code, stderr } = await stand(['up']).finally(undo);
    expect(stderr).toMatch(
      /hosts are of bookworm, but .* trixie;\n.*: \.\/stand upgrade release does that/,
    );
    expect(code).toBe(2);
  });

  it('is told beforehand what is missing: its databases are of another PostgreSQL', async () => {
    const { code, stdout } = await stand([...upgrade, '--check']);
    expect(stdout).toMatch(/psql1server \(15\).* set postgresqlVersion in stand.config.ts/);
    expect(code).toBe(1);
  });

  it('is told what it takes, which changes nothing', async () => {
    const undo = describeWith('postgresqlVersion: 15');
    const { code, stdout } = await stand([...upgrade, '--check', '--json']).finally(undo);
    const found = JSON.parse(stdout);
    expect(failed(found.findings)).toEqual([]);
    expect(found).toMatchObject({ from: 'bookworm', to: 'trixie', ok: true });
    expect(code).toBe(4);
    // In whichever order: nobody wants to begin by a slip.
    const undoAgain = describeWith('postgresqlVersion: 15');
    expect((await stand(['upgrade', '--check', 'release']).finally(undoAgain)).code).toBe(4);
    expect(existsSync(join(paths.data, '.copies'))).toBe(false);
    expect(await codenames()).toEqual(['bookworm']);
  });

  it('gets Debian 13 when the stand’s name is given, killed twice and continued', async () => {
    restore = describeWith('postgresqlVersion: 15');
    expect((await stand(upgrade)).stderr).toContain('--confirm messaging; nothing was changed');
    const { stderr } = await stand([...upgrade, '--confirm', 'another']);
    expect(stderr).toContain("got 'another'; nothing was changed");
    expect(stderr).not.toContain('see that it can be done');
    await killedAt(/… copy the data/);
    for (const command of [['up'], ['state', 'move']])
      expect((await stand(command)).stderr).toMatch(
        /is half done;\nwith release: 'trixie' .* go on by \.\/stand upgrade release;/,
      );
    await killedAt(/… host \w+ \(create\)/);
    const { ok, faults, interruption } = await report([...upgrade, ...confirmed]);
    expect({ ok, faults }).toEqual({ ok: true, faults: [] });
    tell(`users were cut off for ${interruption} s, with two runs killed`);
    expect(await codenames()).toEqual(['trixie']);
  });

  it('has all that its services kept', async () => {
    expect(await kept(moment)).toEqual(stillKept(before));
    expect(await filesOn(volume)).toEqual(expect.arrayContaining([...files]));
    expect((await runJob('run job=e1-fs-Job level=Incremental')).termination).toBe('Backup OK');
  });

  it('can load its backups, of an older PostgreSQL than its release has', async () => {
    const { termination } = await runJob('run job=psql2-dump-Job level=Full');
    expect(termination).toBe('Backup OK');
    expect(failed((await report(['drill', 'restore'])).findings)).toEqual([]);
  });

  it('is as described then, and sound', expectSettled);

  it('goes back to Debian 12 as it was; what came since is put aside', async () => {
    await mark('after');
    describeWith("release: 'bookworm'");
    expect((await stand(['up'])).stderr).toContain('run ./stand upgrade release --back');
    const { ok, faults, interruption } = await report([...upgrade, '--back', ...confirmed]);
    expect({ ok, faults }).toEqual({ ok: true, faults: [] });
    tell(`users were cut off for ${interruption} s`);
    expect(await codenames()).toEqual(['bookworm']);
    expect(await marks()).toEqual(['before']);
    expect(await kept(moment)).toEqual(stillKept(before));
    const aside = readdirSync(join(paths.data, '.copies')).filter((name) => /^trixie-/.test(name));
    expect(aside).toHaveLength(1);
  });

  it('has no copies any more when nobody needs them', async () => {
    await succeed([...upgrade, '--finish', ...confirmed]);
    expect(existsSync(join(paths.data, '.copies'))).toBe(false);
    const { code, stderr } = await stand([...upgrade, '--back', ...confirmed]);
    expect(stderr).toContain('there is no upgrade to go back from');
    expect(code).toBe(2);
    await expectSettled();
  });
});
