import { hostNames } from '../../test-stand/hosts';
import { eventually } from './support/eventually';
import { HostileCaller } from './support/hostile-caller';

/** What a deployment does in such an environment 2-up tells; this is what commands find then. */
describe('in a hostile environment', () => {
  const caller = new HostileCaller();

  beforeAll(() => caller.begin());
  afterAll(() => caller.end());

  it('`status` finds every host healthy', async () => {
    const { code, stdout } = await caller.stand('status', '--json');
    expect(JSON.parse(stdout)).toMatchObject(hostNames.map((name) => ({ name, healthy: true })));
    expect(code).toBe(0);
  });

  it('`ssh` logs in', async () => {
    const { code, stdout } = await caller.stand('ssh', 'e1server', 'hostname; locale');
    expect(stdout).toMatch(/^e1server\n/);
    expect(stdout).not.toContain('xx_YY');
    expect(code).toBe(0);
  });

  it('`check` holds', async () => {
    // An alert of what earlier tests have caused ends some minutes after them.
    await eventually(async () => {
      const { code, stdout } = await caller.stand('check', '--json');
      const report = JSON.parse(stdout) as { probes: { ok: boolean }[] };
      expect(report.probes.filter(({ ok }) => !ok)).toEqual([]);
      expect(code).toBe(0);
    }, 900);
  });

  it('`diff` and `npx cdktf diff` find nothing to change', async () => {
    expect(await caller.stand('diff')).toMatchObject({ code: 0 });
    const { code, stdout, stderr } = await caller.npx('cdktf', 'diff');
    expect(`${stdout}${stderr}`).toContain('No changes.');
    expect(code).toBe(0);
  });
});
