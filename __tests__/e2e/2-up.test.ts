import { describeSecrecy } from './behaviour/secrecy';
import { snapshot } from './support/checkout';
import { hostNames, hosts } from './support/hosts';
import { upKilledAt } from './support/kill';
import { ProcessWatch } from './support/process-watch';
import { execute, succeed, unchanged, up } from './support/stand';

describe('./stand up, killed twice on its way', () => {
  let commands: string[];
  let second: string;
  let third: string;

  beforeAll(async () => {
    const watch = new ProcessWatch();
    try {
      // In the middle of it, so that hosts and secrets are half made.
      await upKilledAt(/… host \w+ \(create\)/);
      second = await upKilledAt(/… service etcd \(create\)/);
      third = (await up()).stderr;
    } finally {
      commands = watch.stop();
    }
  });

  it('goes on where it was', () => {
    expect(second).toMatch(/✓ service base/);
    expect(third).toMatch(/✓ service etcd/);
    expect(third).not.toMatch(/service base/);
  });

  it('sets up every host, and `status` says so', async () => {
    const { stdout } = await succeed(['status', '--json']);
    const healthy = hostNames.map((name) => ({
      name,
      address: hosts[name].management,
      reachable: true,
      healthy: true,
      failed: [],
    }));
    expect(JSON.parse(stdout)).toMatchObject(healthy);
  });

  it('changes nothing when nothing has changed', async () => {
    expect((await up()).stderr).toContain(unchanged);
  });

  it('leaves nothing to do for `diff`', async () => {
    await succeed(['diff']);
  });

  describeSecrecy(() => commands);
});

describe('cdktf, from a shell that has none of the settings', () => {
  it('synthesises what is there already', async () => {
    const before = snapshot();
    const { code } = await execute('npx', ['cdktf', 'synth']);
    expect(code).toBe(0);
    expect(snapshot()).toEqual(before);
  });

  it('finds nothing to change', async () => {
    const { code, stdout, stderr } = await execute('npx', ['cdktf', 'diff']);
    expect(`${stdout}${stderr}`).toContain('No changes.');
    expect(`${stdout}${stderr}`).not.toContain('ERROR');
    expect(code).toBe(0);
  });
});
