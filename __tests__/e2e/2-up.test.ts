import { snapshot } from '../../test-stand/checkout';
import { hostNames, hosts } from '../../test-stand/hosts';
import { execute, succeed, timed, unchanged, up } from '../../test-stand/stand';
import { describeSecrecy } from './behaviour/secrecy';
import { HostileCaller } from './support/hostile-caller';
import { upKilledAt } from './support/kill';
import { leftBehind } from './support/left-behind';
import { ProcessWatch } from './support/process-watch';
import { failed, report } from './support/report';

/** Most of a deployment, by somebody whose settings of all programs are otherwise. @returns what it said */
async function deployInHostileEnvironment(): Promise<string> {
  const caller = new HostileCaller();
  await caller.begin();
  try {
    const { code, stderr } = await timed('./stand up', () => caller.stand('up'));
    if (code !== 0) throw new Error(`./stand up ended with ${code}:\n${stderr}`);
    return stderr;
  } finally {
    caller.end();
  }
}

describe('./stand up, killed twice on its way, and gone on with in a hostile environment', () => {
  let commands: string[];
  let second: string;
  let third: string;

  beforeAll(async () => {
    const watch = new ProcessWatch();
    try {
      // In the middle of it, so that hosts and secrets are half made; what makes the hosts goes on.
      await upKilledAt(/… host \w+ \(create\)/, 'it alone');
      second = await upKilledAt(/… service etcd \(create\)/);
      third = await deployInHostileEnvironment();
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

  it('could bring back everything already, and leaves nothing of the trial', async () => {
    const { code, findings, recovery } = await report(['drill', 'restore']);
    expect(failed(findings)).toEqual([]);
    expect(code).toBe(0);
    expect(findings).toHaveLength(7);
    expect(recovery.recovered).toBeGreaterThan(0);
    expect(await leftBehind()).toEqual([]);
  });

  it('leaves nothing to do for `diff`', async () => {
    await succeed(['diff']);
  });

  describeSecrecy(() => commands);
});

describe('cdktf, from a shell that has none of the settings', () => {
  it('synthesises what exists already', async () => {
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
