import { join } from 'node:path';

/** Folder of the XMPP clients, and of the scripts that use them; they run where the hosts are managed from. */
export const xmppFolder = __dirname;

/** The path of a script of this folder. */
export function xmppScript(name: string): string {
  return join(xmppFolder, name);
}
