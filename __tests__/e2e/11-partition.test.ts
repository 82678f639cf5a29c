import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf, ejabberdHosts, type HostName } from '../../test-stand/hosts';
import { ssh, timed } from '../../test-stand/stand';
import { clusterSeenFrom } from './behaviour/cluster';
import { eventually } from './support/eventually';
import { type Conversation, converse } from './support/services/conversation';
import { raisedAlerts } from './support/services/monitoring';
import { account, type Delivery, deliver } from './support/services/xmpp';
import { expectSound } from './support/sound';

const [one, other] = ejabberdHosts;
const rules = [`INPUT -s ${addressOf(other)} -j DROP`, `OUTPUT -d ${addressOf(other)} -j DROP`];
const cut = rules.map((rule) => `sudo iptables -I ${rule}`).join(' && ');
const mend = rules
  .map((rule) => `{ ! sudo iptables -C ${rule} || sudo iptables -D ${rule}; }`)
  .join(' && ');

async function expectViews(nodes: number): Promise<void> {
  const views = await Promise.all(ejabberdHosts.map(clusterSeenFrom));
  expect(views.map((view) => view.length)).toEqual([nodes, nodes]);
}

function message(from: string, at: HostName, to: string, where: HostName): Delivery {
  const sender = account(from, at, 'STARTTLS');
  const receiver = account(to, where, 'direct TLS');
  return { sender, receiver, body: 'the network is back', offline: false };
}

/** Nodes for which the alert is raised, by what the hosts' collectors find now. */
async function missing(): Promise<(string | undefined)[]> {
  await Promise.all(
    ejabberdHosts.map((host) => ssh(host, 'sudo systemctl start metrics-ejabberd')),
  );
  return (await raisedAlerts())
    .filter(({ labels }) => labels.alertname === 'EjabberdNodeMissing')
    .map(({ labels }) => labels.instance)
    .sort();
}

describe('which nodes restart after a partition', () => {
  /** What the module of the role decides on a node, by case; see guest/decide.escript. */
  const decisions = {
    whole: 'whole',
    'one is down': 'whole',
    'more sessions stay': '{split,[b],[a]}',
    'the first name stays': '{split,[a],[b]}',
    'more nodes stay': '{split,[b,c],[a]}',
    'all apart': '{split,[b],[a,c]}',
    'one has noticed': '{split,[a],[b]}',
    'two miss each other': '{split,[a,b],[c]}',
    'one reaches fewer': 'undecided',
    'one does not answer': 'undecided',
  };

  it('is decided so that few users notice, and never for all', async () => {
    const run = 'f=$(mktemp) && cat > $f && sudo escript $f; rm $f';
    const script = readFileSync(join(__dirname, 'guest', 'decide.escript'), 'utf8');
    const lines = (await ssh(one, run, script)).trim().split('\n');
    expect(Object.fromEntries(lines.map((line) => line.split(': ')))).toEqual(decisions);
  });
});

describe('ejabberd’s nodes, cut from one another', () => {
  let conversation: Conversation;

  beforeAll(async () => {
    conversation = await converse(one, other);
    await ssh(one, cut);
  });

  afterAll(() => ssh(one, mend));

  it('each go on alone, and an alert tells so', async () => {
    await timed('noticed', () => eventually(() => expectViews(1)));
    await eventually(async () => expect(await missing()).toEqual([...ejabberdHosts]), 180);
  });

  it('are one cluster a minute after the network’s return, for users of both sides', async () => {
    await ssh(one, mend);
    await timed('joined', () =>
      eventually(async () => {
        await expectViews(2);
        await deliver([message('admin', one, 'max', other), message('max', other, 'admin', one)]);
      }, 60),
    );
  });

  it('have archived and delivered all that they accepted meanwhile', async () => {
    const { accepted, ...lost } = await conversation.end();
    expect(accepted).toBeGreaterThan(50);
    expect(lost).toMatchObject({
      notArchived: { sender: [], receiver: [] },
      notReceived: [],
      after: true,
    });
  });

  it('leave no alert, and nothing for `check` to find', async () => {
    await eventually(async () => expect(await missing()).toEqual([]));
    await expectSound();
  });
});
