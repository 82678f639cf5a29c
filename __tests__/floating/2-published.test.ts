import { editFile } from '../../test-stand/checkout';
import { ejabberdHosts } from '../../test-stand/hosts';
import { inLab, ssh, timed, up } from '../../test-stand/stand';
import {
  addStranger,
  asStranger,
  removeStranger,
  strangersAddress,
} from '../../test-stand/stranger';
import { check, failedOf } from '../e2e/support/check';
import { eventually } from '../e2e/support/eventually';
import { authority } from '../e2e/support/secrets';
import { fromOutside, type Outside } from '../e2e/support/services/xmpp';
import { expectSettled } from '../e2e/support/sound';
import { each, everyPort, forWorld, reachAsStranger } from '../e2e/support/strangers-reach';

/** In none of the stand's networks. */
const address = '192.0.2.7';
const table = 'stand-messaging-public';
const router = '203.0.113.1';
const { tcp: open, turn, relay } = forWorld;

const lookUp = () => fromOutside('admin', authority, () => address);
const tables = () => inLab(['nft', 'list', 'tables']);
const byNode = <Value>(value: Value) =>
  Object.fromEntries(ejabberdHosts.map((name) => [name, value]));

describe('a stand behind one address', () => {
  let describeOtherwise: () => void;

  beforeAll(async () => {
    const kind = "kind: 'public'";
    describeOtherwise = editFile('stand.config.ts', kind, `${kind}, published: '${address}'`);
    await up();
    await addStranger(router, '203.0.113.2', []);
  });

  afterAll(async () => {
    await removeStranger();
    describeOtherwise();
  });

  it('is as described, and every probe holds', expectSettled);

  it('answers strangers by the ports that are for the world, of all that there are, and by no other one', async () => {
    const udp = [53, 161, 514, turn, 5353, ...relay, 49151, 50176];
    const places = [address];
    const found = await timed('all ports, tried', () =>
      reachAsStranger(places, each(places, everyPort), each(places, udp), []),
    );
    expect(found).toEqual({
      tcp: open.map((port) => `${address}:${port} open`),
      udp: [`${address}:${turn} answered`, ...relay.map((port) => `${address}:${port} refused`)],
      pings: [],
    });
  });

  describe('for who has an account', () => {
    let found: Outside;
    beforeAll(async () => {
      found = await lookUp();
    });

    it('is found by its records alone', () => expect(found.found).toBe(`${address}:5223`));

    it('takes log-ins, by the certificate of the domain', () => {
      const ways = { STARTTLS: 'TLSv1.3', 'direct TLS': 'TLSv1.3', 443: 'TLSv1.3' };
      expect(found.logins).toEqual(byNode(ways));
    });

    it('sees strangers at their own addresses', async () => {
      expect(found.seen).toEqual(byNode(strangersAddress));
      const log = await ssh('e1server', 'sudo tail -n 500 /var/log/ejabberd/ejabberd.log');
      expect(log).toMatch(new RegExp(`Accepted .* admin@.*${strangersAddress}`));
    });

    it('tells of relays at the address, and relays from one user of it to another', () => {
      expect(found.told).toEqual(byNode(address));
      expect(found.relayed).toEqual(byNode({ UDP: address, TCP: address, TLS: address }));
    });
  });

  it('bears the address where its nodes ask others', async () => {
    const listening = asStranger(['timeout', '30', 'python3', '-c', tellCaller]);
    const call = `timeout 2 bash -c 'exec 3<> /dev/tcp/${strangersAddress}/5269'`;
    await eventually(() => ssh('e2server', call), 20);
    expect(await listening).toBe(`${address}\n`);
  });

  it('answers by the other node while the first one is gone', async () => {
    expect(await whoAnswers()).toBe('e1server');
    await ssh('e1server', 'sudo systemctl stop ejabberd');
    try {
      await eventually(async () => expect(await whoAnswers()).toBe('e2server'), 30);
    } finally {
      await ssh('e1server', 'sudo systemctl start ejabberd');
    }
    await eventually(async () => expect(await whoAnswers()).toBe('e1server'), 90);
  });

  it('tells when somebody takes a port away, and gives it back', async () => {
    const element = '{ 5222 }';
    await inLab(['nft', 'delete', 'element', 'ip', table, 'tcp_ports', element]);
    expect(failedOf(await check('network'))).toEqual([`what is published at ${address}`]);
    await up();
    expect(failedOf(await check('network', 'public'))).toEqual([]);
  });

  it('is described otherwise: nothing is left of it', async () => {
    expect(await tables()).toContain(table);
    describeOtherwise();
    await up();
    expect(await tables()).not.toContain(table);
    expect(await inLab(['ip', 'address', 'show'])).not.toContain(address);
    await expectSettled();
  });
});

/** The node that answers by the address, by the name in its certificate. */
async function whoAnswers(): Promise<string | undefined> {
  const connect = `openssl s_client -connect ${address}:5223`;
  const look = `timeout 5 ${connect} < /dev/null | openssl x509 -noout -subject`;
  const said = await asStranger(['bash', '-c', look]).catch(() => '');
  return /CN ?= ?(\w+)/.exec(said)?.[1];
}

/** Tells whose connection it takes. */
const tellCaller = `
import socket
with socket.create_server(('', 5269)) as server:
    print(server.accept()[1][0])
`;
