import { domain, ejabberdHosts } from '../../test-stand/hosts';
import { describeFiles } from './behaviour/files';
import { describeFrontDoor } from './behaviour/front-door';
import { describePasswords } from './behaviour/passwords';
import { describeRefusals } from './behaviour/refusals';
import { describeVcards } from './behaviour/vcards';
import { onHost } from './support/guest';
import { interoperate } from './support/services/xmpp';

/** What clients ask for, by XEP. */
const features = {
  server: [
    'http://jabber.org/protocol/commands', // 0050
    'http://jabber.org/protocol/pubsub', // 0060
    'urn:xmpp:ping', // 0199
    'urn:xmpp:blocking', // 0191
    'urn:xmpp:carbons:2', // 0280
    'urn:xmpp:extdisco:2', // 0215
    'vcard-temp', // 0054
  ],
  account: [
    'http://jabber.org/protocol/pubsub#publish', // 0163
    'http://jabber.org/protocol/pubsub#publish-options',
    'urn:xmpp:bookmarks:1#compat', // 0402
    'urn:xmpp:mam:2', // 0313
    'urn:xmpp:pep-vcard-conversion:0', // 0398
    'urn:xmpp:push:0', // 0357
    'urn:xmpp:sid:0', // 0359
  ],
  rooms: ['http://jabber.org/protocol/muc'], // 0045
  uploads: ['urn:xmpp:http:upload:0'], // 0363
};

describe('clients of other people', () => {
  it('log in by either hash, with and without channel binding, on each port of each node', async () => {
    const tried = (await interoperate('logins.py')) as Record<string, unknown>[];
    expect(tried).toHaveLength(ejabberdHosts.length * 14);
    expect(tried).toEqual(tried.map((each) => ({ ...each, outcome: each.asked })));
  });

  it('find odd and long messages as they were sent, at their receivers and in every archive', async () => {
    const missing = (await interoperate('archive.py')) as Record<string, Record<string, string[]>>;
    expect(Object.keys(missing)).toEqual(['online', 'offline', 'room']);
    for (const messages of Object.values(missing)) {
      const none = Object.keys(messages).map((name) => [name, []]);
      expect(none).toHaveLength(21);
      expect(messages).toEqual(Object.fromEntries(none));
    }
  });

  it('get an error for a message that is too long, and receive any other', async () => {
    const long = '130000 letters came';
    const overTcp = { long, 'too long': 'error policy-violation' };
    const overHttps = {
      // ejabberd has no limit for it, and nothing behind has one.
      WebSocket: { long, 'too long': '300000 letters came' },
      // policy-violation, as XEP-0124 has it for HTTP.
      BOSH: { long, 'too long': 'HTTP status 403' },
    };
    const ways = { STARTTLS: overTcp, 'direct TLS': overTcp, 443: overTcp, ...overHttps };
    expect(await interoperate('limits.py', ['e1server'])).toEqual({ e1server: ways });
  });

  it('ask fifty people within a moment, and all of them answer', async () => {
    expect(await interoperate('contacts.py')).toEqual({ both: 50 });
  });

  it('see presence, avatars, carbons and rooms across the nodes', async () => {
    const seen = (await interoperate('across.py')) as Record<string, Record<string, unknown>>;
    expect(seen).toMatchObject({
      presence: ['away', 'away'],
      avatar: true,
      carbon: ['sent', 'received'],
      room: 'other: said',
    });
    for (const node of ejabberdHosts) {
      const wanted = Object.entries(features).map(([whose, names]) => [
        whose,
        expect.arrayContaining(names),
      ]);
      expect(seen.features?.[node]).toEqual(Object.fromEntries(wanted));
    }
  });

  it('may be written in Go, and say something and hand over a file', async () => {
    const [sender, receiver] = ejabberdHosts;
    const came = await onHost('e1server', 'go_sendxmpp.py', { domain, sender, receiver });
    expect(came).toEqual({ said: 'said', file: true });
  });

  describeFiles();
  describeFrontDoor();
  describePasswords();
  describeVcards();
  describeRefusals();
});
