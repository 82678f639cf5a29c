import { existsSync } from 'node:fs';
import { leftovers } from '../../test-stand/leftovers';
import { stand, succeed } from '../../test-stand/stand';
import { describeUnlessKept } from '../support/unless-kept';
import { vaultFile, vaultPasswordFile } from './support/secrets';

describeUnlessKept('./stand down', () => {
  it('leaves nothing of namespaces, links, mounts, processes, rules and control groups', async () => {
    expect(leftovers()).not.toEqual([]);
    await succeed(['down']);
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
    expect((await stand(['ssh', 'e1server', '--', 'true'])).stderr).toContain('./stand up');
    const check = await stand(['check', '--json']);
    expect(check).toMatchObject({ code: 6, stdout: '' });
    expect(check.stderr).toContain('./stand up');
  });
});
