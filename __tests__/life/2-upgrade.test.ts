import type { HostUpdates } from '../../operations/rolling/pending';
import { type HostName, hostNames, onEveryHost } from '../../test-stand/hosts';
import { ssh, stand } from '../../test-stand/stand';
import { check } from '../e2e/support/check';
import { onHost } from '../e2e/support/guest';
import { leftBehind } from '../e2e/support/left-behind';
import { report } from '../e2e/support/report';
import { databaseRoles } from '../e2e/support/services/postgresql';
import { expectSettled } from '../e2e/support/sound';
import { nothingAcceptedLost, whileConversing } from '../e2e/support/while-conversing';

/** A library that ejabberd, PostgreSQL and sshd run, so that all of them have to restart. */
const library = 'zlib1g';

async function waiting(): Promise<{ code: number | null; hosts: readonly HostUpdates[] }> {
  const { code, stdout, stderr } = await stand(['upgrade', '--check', '--json']);
  if (!stdout.startsWith('{')) throw new Error(stderr);
  return { code, ...JSON.parse(stdout) };
}

describe('./stand upgrade', () => {
  let versions: Record<HostName, { from: string; to: string }>;

  beforeAll(async () => {
    const offer = (host: HostName) => onHost(host, 'newer_package.py', library);
    versions = (await onEveryHost(offer)) as typeof versions;
  });

  afterAll(() => onEveryHost((host) => ssh(host, 'sudo rm /etc/apt/sources.list.d/newer.list')));

  it('lists what waits, and says what is for security', async () => {
    const { code, hosts } = await waiting();
    for (const { host, packages } of hosts) {
      const update = { name: library, ...versions[host as HostName], security: true };
      expect({ host, packages }).toEqual({
        host,
        packages: expect.arrayContaining([expect.objectContaining(update)]),
      });
    }
    expect(hosts.map(({ host }) => host)).toEqual(hostNames);
    expect(code).toBe(4);
  });

  it('does not fail the check for what was published today', async () => {
    const { probes } = await check('hosts');
    const seen = probes.filter(({ name }) => name.startsWith('updates of '));
    expect(seen).toHaveLength(hostNames.length);
    for (const { ok, saw } of seen) expect({ ok, saw }).toMatchObject({ ok: true });
  });

  it('installs it on one host after another; nothing accepted is lost, and everybody stays', async () => {
    const { primary, replica } = await databaseRoles();
    let told: Awaited<ReturnType<typeof report>> | undefined;
    const seen = await whileConversing('an update of every host', async () => {
      told = await report(['upgrade']);
    });
    const { code, updated, left, fault } = told ?? {};
    expect({ code, left, fault }).toEqual({ code: 0, left: [], fault: undefined });
    expect(updated).toEqual([
      ...['bk1server', 'mon1server', 'e1server', 'e2server'],
      ...[replica, primary, 'gw1server'],
    ]);
    expect(seen).toEqual(nothingAcceptedLost);
    // Nobody had to log in anew.
    expect(seen.spoken.logins).toEqual([1, 1]);
    expect(seen.spoken.resumed.every((times) => times > 0)).toBe(true);
    expect(await databaseRoles()).toEqual({ primary: replica, replica: primary });
  });

  it('has nothing left to do, and neither has `up`', async () => {
    expect(await waiting()).toMatchObject({
      code: 0,
      hosts: hostNames.map((host) => ({ host, packages: [], reboot: null, outdated: [] })),
    });
    await expectSettled();
    expect(await leftBehind()).toEqual([]);
  });

  it('refuses a host that is not there', async () => {
    const { code, stderr } = await stand(['upgrade', 'nobody']);
    expect(stderr).toContain("got 'nobody'");
    expect(code).toBe(2);
  });
});
