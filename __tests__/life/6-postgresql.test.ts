import { describeWith } from '../../test-stand/checkout';
import { ssh, stand, succeed, up } from '../../test-stand/stand';
import { databaseRoles, sql } from '../e2e/support/services/postgresql';
import { expectSettled } from '../e2e/support/sound';
import { nothingAcceptedLost, whileConversing } from '../e2e/support/while-conversing';

/** The major versions that each PostgreSQL host runs, and its backup host. */
async function versions(): Promise<string[]> {
  const query = "sudo -u postgres psql -tAc 'SHOW server_version_num'";
  const said = await Promise.all(
    ['psql1server', 'psql2server', 'bk1server'].map((host) => ssh(host, query)),
  );
  return said.map((number) => number.slice(0, 2));
}

/** What the primary answers. */
async function ask(statement: string): Promise<string[][]> {
  const { primary } = await databaseRoles();
  return sql(primary, statement, 'ejabberd-domain-local');
}

/** Kills a command once one host has the other version, and before the others have it. */
async function cut(args: string[]): Promise<void> {
  const { code } = await stand(args, {
    onProgress: (text, kill) => {
      if (/… have the other hosts follow/.test(text)) kill();
    },
  });
  expect(code).toBeNull();
}

const confirmed = ['--confirm', 'messaging'];

const describeFormer = () => describeWith('postgresqlVersion: 15');

describe('PostgreSQL 15 on Debian 13', () => {
  let describeAgain: () => void;

  beforeAll(async () => {
    await succeed(['down']);
    await succeed(['down', '--data', ...confirmed]);
    describeAgain = describeFormer();
    await up();
  });

  it('runs on every host, replicated and archived', async () => {
    expect(await versions()).toEqual(['15', '15', '15']);
    await ask("CREATE TABLE kept AS SELECT 'before' AS word");
    await expectSettled();
  });

  it('is converted by no `up`, which says by what it is', async () => {
    describeAgain();
    const { code, stderr } = await stand(['up']);
    expect(stderr).toMatch(
      /PostgreSQL 17, .* psql1server \(15\).*\n.*postgresqlVersion.*\n.*\.\/stand upgrade postgresql$/m,
    );
    expect(code).toBe(2);
  });

  it('is converted on trial, from the newest backup', async () => {
    const { code, stdout } = await stand(['upgrade', 'postgresql', '--check', '--json']);
    const { from, to, ok, trial } = JSON.parse(stdout);
    expect({ from, to, ok, code }).toEqual({ from: 15, to: 17, ok: true, code: 4 });
    expect(trial.after).toEqual(trial.before);
    expect(await versions()).toEqual(['15', '15', '15']);
  });

  it('is converted when the stand’s name is given, and nothing is lost', async () => {
    const { stderr } = await stand(['upgrade', 'postgresql']);
    expect(stderr).toContain('--confirm messaging; nothing was changed');
    const seen = await whileConversing(
      'another PostgreSQL',
      () => succeed(['upgrade', 'postgresql', ...confirmed]),
      { moving: false },
    );
    expect(seen).toEqual({
      ...nothingAcceptedLost,
      // What arrives at a session that ends with its node is in the archive alone.
      spoken: expect.objectContaining({
        notArchived: { sender: [], receiver: [] },
        after: true,
      }),
    });
    expect(await versions()).toEqual(['17', '17', '17']);
    expect(await ask('SELECT word FROM kept')).toEqual([['before']]);
    await expectSettled();
  });

  it('is converted from the middle of a way back', async () => {
    await ask("INSERT INTO kept VALUES ('put aside')");
    const describeNew = describeFormer();
    await cut(['upgrade', 'postgresql', '--back', ...confirmed]);
    describeNew();
    await succeed(['upgrade', 'postgresql', ...confirmed]);
    expect(await versions()).toEqual(['17', '17', '17']);
    expect(await ask('SELECT word FROM kept')).toEqual([['before']]);
    await expectSettled();
  });

  it('comes back as it was', async () => {
    await ask("INSERT INTO kept VALUES ('after')");
    const describeNew = describeFormer();
    await succeed(['upgrade', 'postgresql', '--back', ...confirmed]);
    expect(await versions()).toEqual(['15', '15', '15']);
    expect(await ask('SELECT word FROM kept')).toEqual([['before']]);
    await expectSettled();
    describeNew();
  });

  it('comes back from the middle of a conversion', async () => {
    await cut(['upgrade', 'postgresql', ...confirmed]);
    const describeNew = describeFormer();
    await succeed(['upgrade', 'postgresql', '--back', ...confirmed]);
    expect(await versions()).toEqual(['15', '15', '15']);
    expect(await ask('SELECT word FROM kept')).toEqual([['before']]);
    await expectSettled();
    describeNew();
  });

  it('is converted once more, and the databases of before are deleted when that is asked for', async () => {
    await succeed(['upgrade', 'postgresql', ...confirmed]);
    await succeed(['upgrade', 'postgresql', '--finish', ...confirmed]);
    const folders = await ssh('psql1server', 'sudo ls /var/lib/postgresql');
    expect(folders.split('\n').filter((name) => /^\d/.test(name))).toEqual(['17']);
    await expectSettled();
  });

  it('is not gone back to any more then', async () => {
    const describeNew = describeFormer();
    const { code, stderr } = await stand(['upgrade', 'postgresql', '--back', ...confirmed]);
    describeNew();
    expect(stderr).toMatch(/no host has a cluster of PostgreSQL 15/);
    expect(code).toBe(2);
  });
});
