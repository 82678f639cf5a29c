import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { domain, ejabberdHosts } from '../../../../test-stand/hosts';
import { inHouse, intoHouse } from '../../../../test-stand/stranger';
import { passwordOf } from '../secrets';

type Addresses = Readonly<Record<'WebSocket' | 'BOSH', string>>;

/** What a page got; see xmpp/page.js. */
export interface Seen {
  readonly addresses: Readonly<Record<'XML' | 'JSON', Addresses>>;
  readonly sessions: Readonly<Record<string, { readonly jid: string; readonly file: string }>>;
}

/** Has the system of the house of strangers trust an authority, as Debian's do. */
export async function haveHouseTrust(authority: string): Promise<void> {
  const text = readFileSync(authority, 'utf8');
  await intoHouse('/usr/local/share/ca-certificates/theirs.crt', text);
  await inHouse(['update-ca-certificates']);
}

/** Opens a page with a client there, whose user comes by the domain alone, then by each node's own name. */
export async function openPage(user: string): Promise<Seen> {
  const script = readFileSync(join(__dirname, '../..', 'xmpp', 'page.js'), 'utf8');
  const nodes = ejabberdHosts.map((name) => `${name}.${domain}`);
  const task = { domain, nodes, user, password: passwordOf(user) };
  return JSON.parse(await inHouse(['node', '-e', script], JSON.stringify(task))) as Seen;
}
