import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { editFile, home, paths, root, stateFile } from '../../test-stand/checkout';
import { execute, type Options, plainEnvironment, unchanged } from '../../test-stand/stand';
import { boots } from './support/boots';
import { engine, holdLock, isOpenTofu } from './support/engine';
import { beginHistory, commitAll, endHistory, git } from './support/git';
import { vaultPasswordFile } from './support/secrets';
import {
  type LastingServer,
  putObject,
  type StateServer,
  startPostgresql,
  startS3,
} from './support/services/state-servers';

let postgresql: LastingServer;
let s3: StateServer;
let restore: () => void;

/** The environment of a person with the credentials of both servers. */
function environment(): NodeJS.ProcessEnv {
  return { ...plainEnvironment(), CI: 'true', ...postgresql.environment, ...s3.environment };
}

function stand(args: readonly string[], options: Options = {}, env = environment()) {
  return execute(join(root, 'stand'), args, options, env);
}

/** Describes another place of the state, and all else as it is. @param more other keys of the description */
function describeState(state: string, more = ''): void {
  restore?.();
  restore = editFile(
    'stand.config.ts',
    /^export default (.*);$/m,
    `export default { ...($1), state: ${state}, ${more} };`,
  );
}

const noChanges = 'no changes: the stand is as described\n';

/** A setting that changes nothing of the stand, but the description. */
const idle = "image: 'plain'";

const pg = "{ backend: 'pg' }";
const bucket = () =>
  `{ backend: 's3', bucket: 'team', key: 'stand.tfstate', region: 'eu-central-1', usePathStyle: true,
     endpoint: 'http://127.0.0.1:${s3.port}' }`;

/** In PostgreSQL, encrypted where the engine can. */
const shared = isOpenTofu ? "{ backend: 'pg', encrypted: true }" : pg;

/** Moves the state, and looks at the stand from there. */
function movesTo(place: string, state: () => string): void {
  it(`moves to ${place}, and the stand is as described there`, async () => {
    describeState(state());
    const moved = await stand(['state', 'move']);
    expect(moved.stderr).toContain('the state is in ');
    expect(moved.code).toBe(0);
    expect((await stand(['diff'])).stdout).toBe(noChanges);
    expect((await stand(['up'])).stderr).toContain(unchanged);
    expect((await stand(['state', 'move'])).stderr).toContain('already');
  });
}

/** A home with nothing but a vault's password, if any. */
function homeWith(password?: string): string {
  const folder = mkdtempSync(`${home}-`);
  if (password === undefined) return folder;
  const file = vaultPasswordFile.replace(home, folder);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, password, { mode: 0o600 });
  return folder;
}

/**
 * Makes the copy one that never ran a command: what is left is the repository, the secrets, the hosts' key, and the
 * lab, whose names come from the copy's path. Only the texts that are rendered anyway stay, for other tests read them.
 */
function forgetRuns(): void {
  const runs = ['state.json', 'unfinished', 'durations.json', 'ssh/known_hosts', 'seeds'];
  for (const path of [join(root, 'cdktf.out'), ...runs.map((name) => join(paths.runtime, name))])
    rmSync(path, { recursive: true, force: true });
}

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
    const { code, stderr } = await stand([command]);
    expect(stderr).toMatch(/nothing was changed: this stand's state is in local.* says pg;/);
    expect(stderr).toContain('./stand state move');
    expect(code).toBe(2);
  });

  describe('in PostgreSQL', () => {
    movesTo('PostgreSQL', () => pg);

    describe('of a checkout with history', () => {
      beforeAll(() => {
        describeState(pg);
        beginHistory();
      });
      afterAll(endHistory);

      it('says which commit deployed last', async () => {
        expect((await stand(['up'])).stderr).toContain(unchanged);
        const commit = git('rev-parse', 'HEAD').slice(0, 12);
        expect((await stand(['status'])).stderr).toContain(`deployed last: commit ${commit} of `);
      });

      it('is not changed by what is not committed, unless that is allowed', async () => {
        describeState(pg, idle);
        const { code, stderr } = await stand(['up']);
        expect(stderr).toMatch(
          /nothing was changed: the state is shared.*\n {2}stand\.config\.ts\n/,
        );
        expect(code).toBe(2);
        expect((await stand(['up', '--allow', 'dirty'])).stderr).toContain(unchanged);
      });

      it('is not taken back by an older checkout, unless that is allowed', async () => {
        commitAll();
        expect((await stand(['up'])).stderr).toContain(unchanged);
        git('reset', '--quiet', '--hard', 'HEAD~1');
        for (const command of ['up', 'down']) {
          const { code, stderr } = await stand([command]);
          expect(stderr).toMatch(/nothing was changed: .*\nit is newer than what is checked out/);
          expect(stderr).toContain(`./stand ${command} --allow older`);
          expect(code).toBe(2);
        }
        expect((await stand(['up', '--allow', 'older'])).stderr).toContain(unchanged);
      });
    });

    if (isOpenTofu) {
      it('is encrypted by the next `up`, and plans are', async () => {
        describeState(shared);
        expect((await stand(['diff'])).stdout).toBe(noChanges);
        expect(postgresql.text()).not.toContain('encrypted_data');
        expect((await stand(['up'])).stderr).toContain(unchanged);
        expect(postgresql.text()).toContain('encrypted_data');
        expect(postgresql.text()).not.toContain('null_resource');
        expect((await stand(['up'])).stderr).toContain(unchanged);
        const plan = join(paths.runtime, 'a.tfplan');
        await engine(['plan', `-out=${plan}`], environment());
        expect(readFileSync(plan, 'utf8')).toContain('encrypted_data');
        rmSync(plan);
      });

      it.each([
        ['without the vault’s password', undefined, /the vault's password cannot be read/],
        [
          'with another password',
          'another password',
          /another vault password than this machine has/,
        ],
      ])('is not read %s, and nothing is changed', async (_, password, why) => {
        const HOME = homeWith(password);
        for (const command of ['diff', 'up', 'down']) {
          const { code, stderr } = await stand([command], {}, { ...environment(), HOME });
          expect(stderr).toMatch(why);
          expect(code).toBe(3);
        }
        rmSync(HOME, { recursive: true });
      });
    } else {
      it('is not encrypted by an engine that cannot', async () => {
        describeState("{ backend: 'pg', encrypted: true }");
        const { code, stderr } = await stand(['up']);
        expect(stderr).toMatch(/the engine cannot encrypt the state; Only OpenTofu/);
        expect(code).toBe(3);
      });
    }

    it('is changed by one command at a time, and freed by one that was killed', async () => {
      describeState(shared, idle);
      expect((await stand(['diff'])).stdout).toBe(noChanges);
      const holder = await holdLock(environment());
      const { code, stderr } = await stand(['up']);
      expect(stderr).toMatch(/another command is working on this stand; wait until it has ended/);
      expect(code).toBe(5);
      // One that is freed within seconds is waited for.
      const waiting = stand(['up']);
      await setTimeout(2000);
      holder.kill();
      expect((await waiting).stderr).toContain(unchanged);
    });

    it('is changed by one of two commands that begin at once, and the other says by which', async () => {
      const both = await Promise.all([stand(['up']), stand(['up'])]);
      const [done, refused] = both[0].code === 0 ? both : [...both].reverse();
      expect(done?.stderr).toContain(unchanged);
      expect(refused?.stderr).toMatch(
        /^another command has been working on this stand since \S+; .*\n {2}\.\/stand up of this checkout, process \d+$/m,
      );
      expect(refused?.code).toBe(5);
    });

    it('is put to its place by the next `up`, when that was out of reach in a change', async () => {
      describeState(shared, 'size: { memoryMiB: 1024, vcpus: 2 }');
      let isThere = true;
      const failed = await stand(['up'], {
        onProgress: (text) => {
          if (isThere && /… host \w+: size and data/.test(text)) postgresql.crash();
          isThere &&= !/… host \w+: size and data/.test(text);
        },
      });
      expect(failed.stderr).toMatch(/connection refused|bad connection/);
      expect(failed.code).toBe(1);
      await postgresql.restart();
      const { stderr } = await stand(['up']);
      expect(stderr).toContain('took over what the last run could not write to the state');
      expect(stderr).toContain(unchanged);
    });

    it('is all that another checkout needs besides secrets and the hosts’ key', async () => {
      describeState(shared);
      await stand(['up']);
      const HOME = homeWith(readFileSync(vaultPasswordFile, 'utf8'));
      const other = { ...environment(), HOME };
      forgetRuns();
      expect((await stand(['diff'], {}, other)).stdout).toBe(noChanges);
      expect((await stand(['up'], {}, other)).stderr).toContain(unchanged);
      expect((await stand(['ssh', 'e1server', 'hostname'], {}, other)).stdout).toBe('e1server\n');
      rmSync(HOME, { recursive: true });
    });

    if (isOpenTofu) {
      it('is decrypted by the next `up`', async () => {
        describeState("{ backend: 'pg', encrypted: false }");
        expect((await stand(['up'])).stderr).toContain(unchanged);
        expect(postgresql.text()).not.toContain('encrypted_data');
      });
    }
  });

  describe('in S3', () => {
    movesTo('S3', bucket);

    it('is locked after a command that was killed, until its lock is released', async () => {
      describeState(bucket(), idle);
      expect((await stand(['diff'])).stdout).toBe(noChanges);
      const holder = await holdLock(environment());
      holder.kill();
      const { code, stderr } = await stand(['up']);
      expect(stderr).toMatch(/has been working on this stand since \d{4}-\d\d-\d\d .* UTC/);
      expect(stderr).toMatch(/lock \S+ of \S+@\S+, OperationTypeApply/);
      expect(code).toBe(5);
      const [, words = ''] = /\/terraform (force-unlock .*)$/m.exec(stderr) ?? [];
      expect(await engine(words.split(' '), environment())).toMatchObject({ code: 0 });
      expect((await stand(['up'])).stderr).toContain(unchanged);
    });
  });

  movesTo('a local file', () => "{ backend: 'local' }");

  it('leaves copies behind, and no file that somebody could go on with', () => {
    expect(readdirSync(join(paths.runtime, 'states'))).toHaveLength(3);
    expect(existsSync(`${stateFile}.moved`)).toBe(true);
  });

  it('is not moved over another one', async () => {
    await putObject(s3, 'stand.tfstate', JSON.stringify(another));
    describeState(bucket());
    const { code, stderr } = await stand(['state', 'move']);
    expect(stderr).toMatch(/nothing was changed: s3 \(bucket team.* has another state/);
    expect(code).toBe(2);
  });

  it('is not moved to where nobody answers', async () => {
    s3.stop();
    const { code, stderr } = await stand(['state', 'move']);
    expect(stderr).toMatch(/connection refused/);
    expect(code).not.toBe(0);
  });

  it('was moved without touching a host', async () => {
    restore();
    expect((await stand(['up'])).stderr).toContain(unchanged);
    expect(await boots()).toEqual(before);
  });
});
