import { changeSettings } from '../../../test-stand/checkout';
import { ejabberdHosts } from '../../../test-stand/hosts';
import { ssh, timed, up } from '../../../test-stand/stand';
import { eventually } from '../support/eventually';
import {
  allAuthorities,
  blocked,
  called,
  callers,
  type Friend,
  leadTo,
  type Node,
  nodesFindServers,
  openServers,
  unknown,
} from '../support/other-servers';
import { ann, type Connection, connectionsOf } from '../support/services/prosody';
import { account, exchangeLetters, type Letter } from '../support/services/xmpp';

type Place = Pick<Friend, 'domain'> & { readonly node?: Node };

const max = (node: Node = 'e1server') => account('max', node, 'direct TLS');
const toUs = ({ domain, node }: Place): Letter => ({ sender: ann(domain), receiver: max(node) });
const toThem = ({ domain, node }: Place): Letter => ({ sender: max(node), receiver: ann(domain) });

/** @param seconds enough for a server that does not answer at first */
const exchange = (exchanges: readonly (readonly Letter[])[], seconds = 30) =>
  exchangeLetters(allAuthorities, exchanges, seconds);

const verified: Connection = {
  ...{ direction: '<->', encryption: 'TLSv1.3', sasl: 'Succeeded', dialback: 'Not used' },
};

/** What ejabberd's logs have of connections with a server, all nodes together unless one is named. */
async function logOf(domain: string, nodes: readonly Node[] = ejabberdHosts): Promise<string> {
  const command = `sudo grep -F ' ${domain}' /var/log/ejabberd/ejabberd.log || true`;
  return (await Promise.all(nodes.map((node) => ssh(node, command)))).join('');
}

/** People of other servers, by a Prosody in the house of strangers. @param nameServer address of the lab's */
export function describeOtherServers(nameServer: string): void {
  let close = async () => {};
  beforeAll(async () => {
    close = await timed('Prosody, opened', () => openServers(nameServer));
  });
  afterAll(() => close());

  it.each(callers)(
    'are answered by the connection with which they come: $way to $node',
    async (friend) => {
      const undo = await leadTo(friend);
      const found = await exchange([[toUs(friend), toThem(friend)]]).finally(undo);
      expect(found).toEqual([['arrived', 'arrived']]);
      expect(await connectionsOf(friend.domain)).toEqual([verified]);
      expect(await logOf(friend.domain, [friend.node])).toContain(
        `Accepted inbound s2s EXTERNAL authentication ${friend.domain} -> domain.local`,
      );
    },
  );

  it('are reached from each node by either way, and answer by the same connection', async () => {
    // The name server began anew for each of those before.
    await nodesFindServers();
    const all = called.map(() => ['arrived']);
    // By direct TLS ejabberd overlooks an answer that comes at once: the socket is active until it begins to wait for
    // one, in vain. It says so, and the next letter tries again.
    await eventually(async () => {
      expect(await exchange(called.map((friend) => [toThem(friend)]))).toEqual(all);
    }, 60);
    expect(await exchange(called.map((friend) => [toUs(friend)]))).toEqual(all);
    for (const { domain, node } of called) {
      expect(await connectionsOf(domain)).toEqual([verified]);
      expect(await logOf(domain, [node])).toContain(
        `Accepted outbound s2s EXTERNAL authentication domain.local -> ${domain}`,
      );
    }
  });

  it('are believed by dialback where nobody vouches for them', async () => {
    const letters = [toUs({ domain: unknown }), toThem({ domain: unknown })];
    expect(await exchange([letters])).toEqual([['arrived', 'arrived']]);
    expect(await connectionsOf(unknown)).toEqual([
      { ...verified, sasl: 'Failed', dialback: 'Completed' },
    ]);
  });

  it('are shut out where their server is blocked, or one above it', async () => {
    const letters = blocked.flatMap((domain) => [[toThem({ domain })], [toUs({ domain })]]);
    const refused = [['forbidden'], ['remote-server-timeout']];
    expect(await exchange(letters)).toEqual(blocked.flatMap(() => refused));
    for (const domain of blocked) {
      const log = await eventually(async () => {
        const text = await logOf(domain);
        expect(text).toMatch(/Closing inbound s2s connection .*: policy-violation/);
        return text;
      });
      expect(log).not.toContain('outbound');
      expect(await connectionsOf(domain)).toEqual([]);
    }
  });

  describe('where dialback is off', () => {
    const [friend] = called as [Friend];
    let undo = () => {};
    let found: string[][];
    beforeAll(async () => {
      undo = changeSettings({ ejabberd: { ejabberd_dialback: false } });
      await up();
      const stranger = { domain: unknown };
      const letters = [[toThem(stranger)], [toUs(stranger)], [toThem(friend), toUs(friend)]];
      found = await exchange(letters);
    });
    afterAll(async () => {
      undo();
      await up();
    });

    it('are refused if nobody vouches for them, also those that were connected', async () => {
      const refused = ['remote-server-timeout'];
      expect(found.slice(0, 2)).toEqual([refused, refused]);
      expect(await logOf(unknown)).toMatch(
        /Failed inbound s2s EXTERNAL authentication .*: unable to verify the first certificate/,
      );
      expect(await connectionsOf(unknown)).toEqual([]);
    });

    it('are believed as before if somebody does', async () => {
      expect(found[2]).toEqual(['arrived', 'arrived']);
      expect(await connectionsOf(friend.domain)).toEqual([verified]);
    });
  });
}
