import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '../../test-stand/checkout';
import { ejabberdHosts, type HostName } from '../../test-stand/hosts';
import { ssh, stand, succeed, tell, unchanged, up } from '../../test-stand/stand';
import { describeBehaviour } from './behaviour';
import { clusterSeenFrom } from './behaviour/cluster';
import { exchangeMessages } from './behaviour/messages';
import { eventually } from './support/eventually';
import { databaseRoles, standbysOf } from './support/services/postgresql';
import { sendWhileLosing } from './support/services/sent-files';
import { expectSound } from './support/sound';

/** When a host's service manager was started; every boot has its own. */
async function bootTime(host: HostName): Promise<string> {
  return ssh(host, 'systemctl show --property=UserspaceTimestampMonotonic');
}

/** Reboots a host and waits until all hosts are healthy again. */
async function reboot(host: HostName): Promise<void> {
  const before = await bootTime(host);
  // The connection may break before the command is done.
  await stand(['ssh', host, '--', 'sudo systemctl reboot']);
  await eventually(async () => {
    expect(await bootTime(host)).not.toBe(before);
    await succeed(['status']);
  });
}

describe('when a node ends while files are sent to it', () => {
  it('each file that it accepted is read from the other one within 5 s', async () => {
    const [lost, left] = ejabberdHosts;
    const sent = await sendWhileLosing(lost, left, () =>
      ssh(lost, 'sudo systemctl kill --signal=KILL ejabberd'),
    );
    tell(`${sent.accepted} files were accepted, and all read ${sent.seconds} s after the loss`);
    expect(sent.accepted).toBeGreaterThanOrEqual(10);
    expect(sent.missing).toBe(0);
    expect(sent.seconds).toBeLessThan(5);
  });
});

describe('after a reboot', () => {
  it('of an ejabberd host, it is back in the cluster', async () => {
    await reboot('e1server');
    await eventually(async () => {
      for (const host of ejabberdHosts) expect(await clusterSeenFrom(host)).toHaveLength(2);
    });
  });

  it('of the primary, it follows the new one synchronously', async () => {
    const { primary, replica } = await databaseRoles();
    await reboot(primary);
    await eventually(async () => {
      expect(await databaseRoles()).toEqual({ primary: replica, replica: primary });
      expect(await standbysOf(replica)).toMatchObject([{ name: primary, synchrony: 'sync' }]);
    });
  });

  it('of the gateway, the nodes reach the database again', async () => {
    await reboot('gw1server');
    await eventually(exchangeMessages);
  });

  describe('of all three', describeBehaviour);
});

describe('after the machine itself was cut off', () => {
  it('`up` starts every host, after which every probe succeeds', async () => {
    const init = Number(readFileSync(join(paths.lab, 'pid'), 'utf8'));
    process.kill(init, 'SIGKILL');
    const { stderr } = await up();
    expect(stderr).toContain(unchanged);
    await expectSound();
  });
});
