import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostName } from '../../../../test-stand/hosts';
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
}

export interface Conversation {
  /** Ends it. @returns what became of all that was said */
  end(): Promise<Spoken>;
}

/** Lets two people write to one another until told to end, each at a node. @returns once they do */
export async function converse(one: HostName, other: HostName): Promise<Conversation> {
  const folder = mkdtempSync(join(tmpdir(), 'stand-conversation-'));
  const people = [account('admin', one, 'direct TLS'), account('max', other, 'direct TLS')];
  const spoken = runScript('converse.py', { authority, people, folder }) as Promise<Spoken>;
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
