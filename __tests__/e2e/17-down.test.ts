import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labName, paths } from '../../test-stand/checkout';
import { hostNames } from '../../test-stand/hosts';
import { leftovers } from '../../test-stand/leftovers';
import { stand, succeed, up } from '../../test-stand/stand';
import { describeUnlessKept } from '../support/unless-kept';
import { type Kept, keepSomething, kept, stillKept } from './support/kept';
import { rebuilt } from './support/rebuilt';
import { vaultFile, vaultPasswordFile } from './support/secrets';
import { expectSound } from './support/sound';

/** Paths of the files that a container has changed within itself: the upper layer of its root. */
function changedFiles(host: string): string[] {
  const upper = join(paths.lab, 'hosts', `${labName}-${host}`, 'upper');
  const found = execFileSync('find', [upper, '-type', 'f', '-printf', '/%P\\0'], {
    encoding: 'utf8',
  });
  return found.split('\0').filter(Boolean);
}

describe.each(hostNames)('%s', (host) => {
  it('has changed nothing within itself but what `up` makes again', () => {
    const places = Object.keys(rebuilt);
    const lost = changedFiles(host).filter((file) => !places.some((at) => file.startsWith(at)));
    expect(lost).toEqual([]);
  });
});

describeUnlessKept('./stand down', () => {
  let moment: number;
  let before: Kept;
  beforeAll(async () => {
    await keepSomething();
    moment = Math.floor(Date.now() / 1000);
    before = await kept(moment);
  });

  it('leaves nothing of namespaces, links, mounts, processes, rules and control groups', async () => {
    expect(leftovers()).not.toEqual([]);
    const { stderr } = await succeed(['down']);
    expect(stderr).toContain(`data is kept in ${paths.data} for the next ./stand up`);
    expect(leftovers()).toEqual([]);
  });

  it('can be run again', async () => {
    await succeed(['down']);
    expect(leftovers()).toEqual([]);
  });

  it('keeps the secrets', () => {
    expect(existsSync(vaultFile) && existsSync(vaultPasswordFile)).toBe(true);
  });

  it('leaves a stand that `status`, `ssh` and `check` report as down', async () => {
    const status = await stand(['status', '--json']);
    expect(status.code).toBe(4);
    expect(JSON.parse(status.stdout)).toHaveLength(7);
    expect(status.stderr).toContain(`the stand is down; ./stand up starts it, with the data in`);
    expect((await stand(['ssh', 'e1server', '--', 'true'])).stderr).toContain('./stand up');
    const check = await stand(['check', '--json']);
    expect(check).toMatchObject({ code: 6, stdout: '' });
    expect(check.stderr).toContain('./stand up');
  });

  it('keeps what services had, which the next `up` takes into use again', async () => {
    await up();
    // Nobody waits for an answer of those that do not run.
    const etcd = readFileSync(join(paths.logs, 'etcd.log'), 'utf8');
    expect(etcd).toMatch(/^TASK .*Ask the cluster for its members.*\nskipping: /m);
    const after = await kept(moment);
    expect(after).toEqual(stillKept(before));
    expect(before).toMatchObject({ hasMetrics: true, silences: ['kept'] });
    await expectSound();
  });

  it('removes it with --data, if the stand’s name is typed', async () => {
    const { code, stderr } = await stand(['down', '--data', '--confirm', 'another']);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/nothing was changed/),
    });
    expect(existsSync(paths.data)).toBe(true);
    await succeed(['down', '--data', '--confirm', 'messaging']);
    expect(existsSync(paths.data)).toBe(false);
    expect(leftovers()).toEqual([]);
  });
});
