import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inHouse, intoHouse } from '../../../../test-stand/stranger';

/** What came of a chat, and what the browser noticed; see xmpp/web-chat.js. */
export interface Chat {
  readonly clicks: number;
  readonly seconds: number;
  readonly reply: string;
  readonly link: string;
  readonly help: string;
  readonly parts: readonly string[];
  readonly hosts: readonly string[];
  readonly faults: readonly string[];
}

/** Somebody's browser, who knows a name and a password. */
interface Visit {
  readonly domain: string;
  /** Of the node that is to serve the page. */
  readonly address: string;
  readonly user: string;
  readonly password: string;
  readonly friend: string;
  readonly file: string;
}

/** Has the browser in the house of strangers trust an authority, as its user would. */
export async function haveBrowserTrust(authority: string): Promise<void> {
  await intoHouse('/root/authority.crt', readFileSync(authority, 'utf8'));
  const trust = [
    'mkdir -p /root/.pki/nssdb',
    'certutil -d sql:/root/.pki/nssdb -N --empty-password',
    'certutil -d sql:/root/.pki/nssdb -A -t C,, -n theirs -i /root/authority.crt',
  ];
  await inHouse(['sh', '-ec', trust.join('\n')]);
}

/**
 * Opens the web chat there and talks to a friend.
 * @param pictures folder for what could be seen; of a chat that came to nothing too
 */
export async function openChat(visit: Visit, pictures: string): Promise<Chat> {
  const script = readFileSync(join(__dirname, '../..', 'xmpp', 'web-chat.js'), 'utf8');
  const run = ['env', 'HOME=/root', 'node', '-e', script];
  const { error, screenshots, ...chat } = JSON.parse(await inHouse(run, JSON.stringify(visit)));
  mkdirSync(pictures, { recursive: true });
  for (const [name, picture] of Object.entries(screenshots))
    writeFileSync(join(pictures, `${name}.png`), picture as string, 'base64');
  if (error) throw new Error(error);
  return chat;
}
