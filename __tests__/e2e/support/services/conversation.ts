import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HostName, hosts } from '../../../../test-stand/hosts';
import { eventually } from '../eventually';
import { authority } from '../secrets';
import { account, runScript } from './xmpp';

/** What became of messages that two people sent one another; see xmpp/converse.py. */
export interface Spoken {
  readonly sent: number;
  readonly accepted: number;
  readonly notArchived: {
    readonly sender: readonly string[];
    readonly receiver: readonly string[];
  };
  readonly notReceived: readonly string[];
  readonly after: boolean;
  readonly logins: readonly number[];
  readonly resumed: readonly number[];
  /** Seconds, at most, from a message to its arrival. */
  readonly longestWait: number;
}

export interface Conversation {
  /** Ends it. @returns what became of all that was said */
  end(): Promise<Spoken>;
}

/**
 * Lets two people write to one another until told to end, each at a node.
 * @param moving whether who is thrown out goes to the other's node, and resumes the session there
 * @param trusted file of the certificates that their clients trust
 * @returns once they do
 */
export async function converse(
  one: HostName,
  other: HostName,
  {
    moving = false,
    trusted = authority,
  }: { readonly moving?: boolean; readonly trusted?: string } = {},
): Promise<Conversation> {
  const folder = mkdtempSync(join(tmpdir(), 'stand-conversation-'));
  const person = (name: string, at: HostName, next: HostName) => ({
    ...account(name, at, 'direct TLS'),
    ...(moving && { elsewhere: [hosts[next].management] }),
  });
  const people = [person('admin', one, other), person('max', other, one)];
  const spoken = runScript('converse.py', {
    authority: trusted,
    people,
    folder,
  }) as Promise<Spoken>;
  const flowing = eventually(async () => expect(existsSync(join(folder, 'flowing'))).toBe(true));
  await Promise.race([flowing, spoken]);
  return {
    end: async () => {
      writeFileSync(join(folder, 'stop'), '');
      try {
        return await spoken;
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  };
}
