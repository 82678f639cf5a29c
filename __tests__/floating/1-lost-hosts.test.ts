import { labName } from '../../test-stand/checkout';
import { inLab, ssh, tell, up } from '../../test-stand/stand';
import { addStranger, removeStranger } from '../../test-stand/stranger';
import { eventually } from '../e2e/support/eventually';
import { write } from '../e2e/support/services/database-writer';
import { expectSettled, expectSound } from '../e2e/support/sound';
import { type Steady, talkSteadily } from './steady';

/** The addresses that stay of examples/two-gateways.config.ts, and who takes them over. */
const nodes = [
  { owner: 'e1server', standIn: 'e2server', address: '203.0.113.10' },
  { owner: 'e2server', standIn: 'e1server', address: '203.0.113.11' },
] as const;
const gateway = {
  owner: 'gw1server',
  standIn: 'gw2server',
  addresses: ['192.168.1.1', '192.168.1.17'],
} as const;
const router = '203.0.113.1';

/** Seconds that the owner of an address that is well again waits, and what its checks and VRRP take besides. */
const comesBack = 10 + 15;

const now = () => Date.now() / 1000;
const rounded = (seconds: number) => Math.round(seconds * 10) / 10;

/** Returns when a host has an address, in seconds since 1970. The containers have this machine's clock. */
async function hasAddress(host: string, address: string): Promise<number> {
  const look = `until ip -4 -brief address show | grep -qF ' ${address}/'; do sleep 0.05; done; date +%s.%N`;
  return Number(await ssh(host, `timeout 120 sh -c "${look}"`));
}

const virsh = (action: string, host: string) =>
  inLab(['virsh', '--connect', 'lxc:///system', action, `${labName}-${host}`]);

/** Has a host that was lost started, and waits until it answers. */
async function isBack(host: string): Promise<void> {
  await up();
  await eventually(() => ssh(host, 'true'), 60);
}

/** Has something happen to the owner of addresses. @returns when, and the seconds until another host has all of them */
async function moved(
  standIn: string,
  addresses: readonly string[],
  happen: () => Promise<unknown>,
): Promise<{ since: number; seconds: number }> {
  const looks = addresses.map((address) => hasAddress(standIn, address));
  // By then they look.
  await Promise.all(addresses.map(() => ssh(standIn, 'true')));
  const since = now();
  const [times] = await Promise.all([Promise.all(looks), happen()]);
  // It had none of them before.
  expect(Math.min(...times)).toBeGreaterThan(since);
  return { since, seconds: Math.max(...times) - since };
}

/** How often a host has begun to have an address of its own, by keepalived's log. */
async function begun(host: string, since: number): Promise<number> {
  const words = `sudo journalctl --unit keepalived --since @${Math.floor(since)} --output cat`;
  const log = await ssh(host, words);
  return log.split(`(${host}-public) Entering MASTER STATE`).length - 1;
}

describe('addresses that stay', () => {
  let steady: Steady;
  const told: { what: string; seconds: number; from: number; to: number }[] = [];

  /** Keeps when something happened, to be told with how long people had to wait. */
  const keep = (what: string, from: number, seconds: number, span = 15) =>
    told.push({ what, seconds: rounded(seconds), from, to: from + span });

  beforeAll(async () => {
    await expectSound();
    await addStranger(router, '203.0.113.2', []);
    steady = await talkSteadily(nodes[0].address);
  });

  afterAll(removeStranger);

  it.each(nodes)('of $owner: $standIn has it within 5 s of the loss of the host', async (node) => {
    const { owner, standIn, address } = node;
    const { since, seconds } = await moved(standIn, [address], () => virsh('destroy', owner));
    keep(`${owner} is lost`, since, seconds);
    expect(seconds).toBeLessThan(5);
    await isBack(owner);
    const back = await hasAddress(owner, address);
    keep(`${owner} is back`, back - 1, 0);
    await expectSound();
    expect(await begun(owner, since)).toBe(1);
  });

  it('moves when ejabberd ends, and comes back once and for all', async () => {
    const [{ owner, standIn, address }] = nodes;
    const kill = () =>
      ssh(owner, 'sudo systemctl kill --signal=KILL ejabberd; sudo systemctl stop ejabberd');
    const { since, seconds } = await moved(standIn, [address], kill);
    keep('ejabberd of e1server ends', since, seconds);
    expect(seconds).toBeLessThan(5);
    await ssh(owner, 'sudo systemctl start ejabberd');
    const started = now();
    const back = await hasAddress(owner, address);
    expect(back - started).toBeGreaterThan(10);
    await eventually(async () => expect(now()).toBeGreaterThan(back + comesBack), 60);
    expect(await begun(owner, since)).toBe(1);
  });

  it('moves before a node sends its users away', async () => {
    const [{ owner, standIn, address }] = nodes;
    const program = '/usr/local/libexec/floating-addresses';
    const { since, seconds } = await moved(standIn, [address], () =>
      ssh(owner, `sudo ${program} leave`),
    );
    keep('e1server lets it go', since, seconds);
    expect(await ssh(owner, 'systemctl is-active ejabberd')).toBe('active\n');
    await ssh(owner, `sudo ${program} return`);
    await hasAddress(owner, address);
  });

  it('of the gateway: the other one has both, and the database is written to within 10 s of its loss', async () => {
    const { owner, standIn, addresses } = gateway;
    const writing = write('e1server');
    await writing.progress(20);
    const { since, seconds } = await moved(standIn, addresses, () => virsh('destroy', owner));
    await writing.progress(20);
    const { longestGap, lost } = await writing.end();
    keep(`${owner} is lost`, since, seconds);
    tell(`${owner} is lost: longest wait for a write ${longestGap} s`);
    expect(seconds).toBeLessThan(5);
    expect(longestGap).toBeLessThan(10);
    expect(lost).toEqual([]);
  });

  it('of the gateway comes back while the database is written to', async () => {
    const { owner, addresses } = gateway;
    const writing = write('e1server');
    await writing.progress(20);
    await isBack(owner);
    await Promise.all(addresses.map((address) => hasAddress(owner, address)));
    await writing.progress(40);
    const { longestGap, lost } = await writing.end();
    tell(`${owner} is back: longest wait for a write ${longestGap} s`);
    expect(longestGap).toBeLessThan(10);
    expect(lost).toEqual([]);
  });

  it('have people back within 10 s each time, by address and by SRV record', async () => {
    const longestIn = await steady.end();
    for (const { what, seconds, from, to } of told) {
      const waits = longestIn(from, to);
      tell(`${what}: moved in ${seconds} s, longest wait ${JSON.stringify(waits)}`);
      for (const wait of Object.values(waits)) expect(wait).toBeLessThan(10);
    }
  });

  it('are where they belong in the end', expectSettled);
});
