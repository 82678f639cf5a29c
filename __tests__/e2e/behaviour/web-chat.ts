import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { domain, ejabberdHosts, hosts } from '../../../test-stand/hosts';
import { project } from '../../../test-stand/places';
import { ssh, tell, timed } from '../../../test-stand/stand';
import { asStranger, intoHouse } from '../../../test-stand/stranger';
import { xmppPorts } from '../../../xmpp/ports';
import { authority } from '../support/secrets';
import { type Chat, haveBrowserTrust, openChat } from '../support/services/browser';
import { runScript } from '../support/services/xmpp';

/** Screenshots outlive the stand. */
const pictures = join(project, '.stand', 'test-results', 'web-chat');

const [own, other] = ejabberdHosts;
const user = 'in-browser';
const friend = 'with-slixmpp';
const password = randomBytes(8).toString('hex');
const letter = { path: '/tmp/letter.txt', text: 'from the browser' };

/** Runs a command of ejabberd's for each of both people. */
async function forBoth(command: string, ...words: string[]): Promise<void> {
  const lines = [user, friend].map((name) =>
    ['sudo ejabberdctl', command, name, domain, ...words].join(' '),
  );
  await ssh(own, lines.join(' && '));
}

/** The browser at one node, its friend at the other. @returns what each of them saw */
async function talk(): Promise<[unknown, Chat]> {
  const account = { jid: `${friend}@${domain}`, password, direct_tls: false };
  const place = { address: hosts[other].public, port: xmppPorts.clients };
  const visit = { domain, address: hosts[own].public, user, password, friend: account.jid };
  return Promise.all([
    runScript('friend.py', { account: { ...account, ...place }, authority }, asStranger),
    openChat({ ...visit, file: letter.path }, pictures),
  ]);
}

/** Somebody who knows nothing but a name, a password and https://DOMAIN/, with Debian's Chromium. */
export function describeWebChat(): void {
  let chat: Chat;
  let heard: unknown;

  beforeAll(async () => {
    await Promise.all([
      forBoth('register', password),
      haveBrowserTrust(authority),
      intoHouse(letter.path, letter.text),
    ]);
    [heard, chat] = await timed('a chat in the browser', talk);
  });
  afterAll(() => forBoth('unregister'));

  it('talks to a friend at the other node by five clicks, and sends a file', () => {
    expect(heard).toEqual({ said: 'Hello from the browser', file: letter.text });
    expect(chat).toMatchObject({ reply: `Hello to ${user}`, clicks: 5 });
    tell(`a chat in the browser, from the page to the reply: ${chat.seconds} s`);
  });

  it('has what OMEMO takes', () => {
    expect(chat.parts).toContain('/converse/curve25519_compiled.wasm');
  });

  it('is told how to connect otherwise', () => {
    expect(chat.help).toBe(`How to connect to ${domain}`);
  });

  it('asks no other host for anything, and breaks no rule of the page', () => {
    expect(chat.faults).toEqual([]);
    const served = new Set([domain, new URL(chat.link).host]);
    expect(chat.hosts).toEqual([...served].sort());
  });
}
