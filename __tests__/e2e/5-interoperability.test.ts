import { domain, ejabberdHosts } from '../../test-stand/hosts';
import { describeConformance } from './behaviour/conformance';
import { describeFiles } from './behaviour/files';
import { describeFrontDoor } from './behaviour/front-door';
import { describePasswords } from './behaviour/passwords';
import { describeRefusals } from './behaviour/refusals';
import { describeRetention } from './behaviour/retention';
import { describeVcards } from './behaviour/vcards';
import { onHost } from './support/guest';
import { interoperate } from './support/services/xmpp';

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

  it('may be written in Go, and say something and hand over a file', async () => {
    const [sender, receiver] = ejabberdHosts;
    const came = await onHost('e1server', 'go_sendxmpp.py', { domain, sender, receiver });
    expect(came).toEqual({ said: 'said', file: true });
  });

  describeConformance();
  describeFiles();
  describeFrontDoor();
  describePasswords();
  describeVcards();
  describeRetention();
  describeRefusals();
});
