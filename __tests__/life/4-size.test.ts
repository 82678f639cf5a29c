import { editFile } from '../../test-stand/checkout';
import { type HostName, hostNames, onEveryHost } from '../../test-stand/hosts';
import { ssh, up } from '../../test-stand/stand';
import { boots } from '../e2e/support/boots';
import { eventually } from '../e2e/support/eventually';
import { databaseRoles } from '../e2e/support/services/postgresql';
import { expectSettled } from '../e2e/support/sound';
import { nothingLost, whileUsed } from '../e2e/support/users';
import { nothingAcceptedLost, whileConversing } from '../e2e/support/while-conversing';

const memory = () =>
  onEveryHost((host) => ssh(host, "awk '/^MemTotal/ { print $2 / 1024 }' /proc/meminfo"));

const everywhere = (mib: number) => Object.fromEntries(hostNames.map((host) => [host, `${mib}\n`]));

/** Gives all hosts this much memory, from what they are described with. */
const describeMemory = (mib: number) =>
  editFile('stand.config.ts', /memoryMiB: \d+/, `memoryMiB: ${mib}`);

/** Has a program on a host hold this much memory until the host is restarted. */
async function hold(host: HostName, mib: number): Promise<void> {
  const program = `held = b"x" * (${mib} << 20); __import__("time").sleep(1800)`;
  await ssh(host, `sudo systemd-run --quiet --unit test-memory python3 -c '${program}'`);
  await eventually(async () => {
    const kib = await ssh(host, 'ps -o rss= -p $(systemctl show --value -p MainPID test-memory)');
    expect(Number(kib)).toBeGreaterThan(mib * 1024);
  }, 30);
}

describe('memory that is changed while people use the stand', () => {
  let before: Awaited<ReturnType<typeof boots>>;

  beforeAll(async () => {
    before = await boots();
  });

  it.each([
    ['more', 1280],
    ['less', 512],
  ])('is %s on all hosts, none of which is restarted', async (what, mib) => {
    describeMemory(mib);
    expect(await whileUsed(`${what} memory`, () => up())).toEqual(nothingLost);
    expect(await memory()).toEqual(everywhere(mib));
    expect(await boots()).toEqual(before);
    await expectSettled();
  });

  it('is less than what is in use: those hosts are restarted, and nothing accepted is lost', async () => {
    describeMemory(1024);
    await up();
    const { primary, replica } = await databaseRoles();
    const full = ['e2server', primary] as const;
    for (const host of full) await hold(host, 600);
    describeMemory(512);
    // Who counts writes by an operation on each node would be in the way of those that move its users.
    const seen = await whileConversing('less memory than is in use', () => up());
    expect(seen).toEqual(nothingAcceptedLost);
    expect(await memory()).toEqual(everywhere(512));
    await eventually(async () =>
      expect(await databaseRoles()).toEqual({ primary: replica, replica: primary }),
    );
    const after = await boots();
    expect(hostNames.filter((host) => after[host] !== before[host]).sort()).toEqual(
      [...full].sort(),
    );
    await expectSettled();
  });

  it('is what it was again', async () => {
    describeMemory(1024);
    await up();
    expect(await memory()).toEqual(everywhere(1024));
    await expectSettled();
  });
});
