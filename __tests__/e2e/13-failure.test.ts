import { join } from 'node:path';
import { changeSettings, editFile, labName, paths, snapshot } from '../../test-stand/checkout';
import { hosts, onEveryHost } from '../../test-stand/hosts';
import { inLab, ssh, stand, succeed, up } from '../../test-stand/stand';
import { eventually } from './support/eventually';
import { account, deliver } from './support/services/xmpp';

/** Prints after how many seconds somebody who connects, and waits, is cut off. */
const seconds = `
import contextlib, socket, sys, time
begun = time.monotonic()
with contextlib.suppress(ConnectionResetError):
    socket.create_connection((sys.argv[1], int(sys.argv[2])), 10).recv(1)
print(int(time.monotonic() - begun))
`;

/** What `up` must say when a task fails. */
function expectReport(stderr: string, service: string, host: string): void {
  expect(stderr).toContain(`service ${service} failed`);
  expect(stderr).toMatch(new RegExp(`^TASK \\[${service} : .+\\]`, 'm'));
  expect(stderr).toContain(`[${host}]`);
  expect(stderr).toContain(join(paths.logs, `${service}.log`));
}

describe('a description with faults', () => {
  it.each(['up', 'diff'])(
    'is refused by `%s` with every fault, and nothing changes',
    async (command) => {
      const undo = [
        editFile('stand.config.ts', "internal: '192.168.1.10'", "internal: '192.168.1.16'"),
        editFile('stand.config.ts', "dmz: '192.168.1.3'", "dmz: '192.168.1.2'"),
      ];
      const before = snapshot();
      const { code, stderr } = await stand([command]);
      for (const restore of undo.reverse()) restore();
      expect(stderr).toContain(
        "host 'psql1server': address in 'internal' must be in 192.168.1.8/29; got 192.168.1.16; ",
      );
      expect(stderr).toContain(
        "host 'e2server': 192.168.1.2 in 'dmz' belongs to host 'e1server'; ",
      );
      expect(code).toBe(2);
      expect(snapshot()).toEqual(before);
      await succeed(['diff']);
    },
  );
});

describe('a firewall that locks its host out', () => {
  const lockOut = () =>
    editFile(
      'model/host-files/iptables.ts',
      "/32 ${comment('management host')} -j ACCEPT",
      "/32 ${comment('management host')} -j DROP",
    );

  it('is put back by the host, and `up` says what does not answer', async () => {
    const restore = lockOut();
    const { code, stderr } = await stand(['up']).finally(restore);
    expect(stderr).toContain('does not answer to a new connection with its new firewall');
    expect(code).toBe(1);
    await eventually(() => onEveryHost((host) => ssh(host, 'true')), 60);
  });

  it('is mended by the next `up`', async () => {
    await up();
    await succeed(['diff']);
    const { code } = await stand(['check', '--only', 'hosts']);
    expect(code).toBe(0);
  });
});

describe('a host that does not come up', () => {
  const virsh = (action: string) =>
    inLab(['virsh', '--connect', 'lxc:///system', action, `${labName}-mon1server`]);

  it('stops `up`, which names service, host, task and log', async () => {
    // One that is off would be started.
    await virsh('suspend');
    // Less patience than people want; a changed setting is what makes its playbook run, too.
    changeSettings({ base: { base_boot_timeout: 20 } });
    const { code, stderr } = await stand(['up']);
    expectReport(stderr, 'base', 'mon1server');
    expect(code).toBe(1);
  });

  it('is all that the next `up` waits for', async () => {
    await virsh('resume');
    const { stderr } = await up();
    expect(stderr).toContain('service base');
    expect(stderr).not.toContain('service ejabberd');
  });
});

describe('a daemon that does not start', () => {
  const dropIn = '/etc/systemd/system/ejabberd.service.d/spoilt.conf';

  it('stops `up`, which names service, host, task and log', async () => {
    await ssh(
      'e2server',
      `printf '[Service]\\nExecStartPre=/bin/false\\n' | sudo install -D /dev/stdin ${dropIn} &&
       sudo systemctl daemon-reload && sudo systemctl stop ejabberd`,
    );
    // A new account is for ejabberd's playbook to make.
    editFile('stand.config.ts', "users: ['max']", "users: ['max', 'eve']");
    const { code, stderr } = await stand(['up']);
    expectReport(stderr, 'ejabberd', 'e2server');
    expect(stderr).not.toContain('service postgresql');
    expect(code).toBe(1);
    const [broken] = JSON.parse((await stand(['status', '--json'])).stdout).filter(
      ({ healthy }: { healthy: boolean }) => !healthy,
    );
    expect(broken).toMatchObject({ name: 'e2server', reachable: true });
  });

  it('leaves the other node at work', async () => {
    const sender = account('admin', 'e1server', 'STARTTLS');
    const receiver = account('max', 'e1server', 'direct TLS');
    const [message] = await deliver([{ sender, receiver, body: 'still here', offline: false }]);
    expect(message).toMatchObject({ body: 'still here' });
  });

  it('has the port of the web hang up at once, rather than let people wait', async () => {
    expect(await inLab(['python3', '-c', seconds, hosts.e2server.management, '443'])).toBe('0\n');
  });

  it('is all that the next `up` repairs, and the stand is as described', async () => {
    await ssh('e2server', `sudo rm ${dropIn} && sudo systemctl daemon-reload`);
    const { stderr } = await up();
    expect(stderr).toContain('service ejabberd');
    expect(stderr).not.toContain('service base');
    await succeed(['status']);
    const sender = account('eve', 'e2server', 'STARTTLS');
    const receiver = account('admin', 'e1server', 'direct TLS');
    const [message] = await deliver([{ sender, receiver, body: 'new here', offline: false }]);
    expect(message).toMatchObject({ from: 'eve@domain.local', body: 'new here' });
  });
});
