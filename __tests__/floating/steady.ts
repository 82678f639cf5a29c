import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asStranger } from '../../test-stand/stranger';
import { eventually } from '../e2e/support/eventually';
import { authority } from '../e2e/support/secrets';
import { account, runScript } from '../e2e/support/services/xmpp';

/** By way, when somebody began to wait, in seconds since 1970, and for how many seconds. */
type Waits = Readonly<Record<string, readonly (readonly [number, number])[]>>;

export interface Steady {
  /** Ends it. @returns by way, the longest wait that began in a span of time */
  end(): Promise<(from: number, to: number) => Readonly<Record<string, number>>>;
}

/**
 * Lets strangers talk all the time: one who knows an address alone, and one who knows the domain alone; see
 * e2e/xmpp/steady.py. @returns once they do
 */
export async function talkSteadily(address: string): Promise<Steady> {
  const folder = mkdtempSync(join(tmpdir(), 'stand-steady-'));
  const person = { ...account('max', 'e1server', 'direct TLS'), address };
  const people = {
    address: person,
    SRV: { ...account('admin', 'e1server', 'direct TLS'), address: null, port: null },
  };
  const waits = runScript('steady.py', { authority, people, folder }, asStranger) as Promise<Waits>;
  const talking = eventually(async () => expect(existsSync(join(folder, 'talking'))).toBe(true));
  await Promise.race([talking, waits]);
  return {
    end: async () => {
      writeFileSync(join(folder, 'stop'), '');
      try {
        const found = await waits;
        return (from, to) => longestOf(found, from, to);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  };
}

function longestOf(found: Waits, from: number, to: number): Record<string, number> {
  const longest = Object.entries(found).map(([way, waits]) => {
    const within = waits.filter(([begun]) => begun >= from - 1 && begun < to);
    return [way, Math.max(0, ...within.map(([, seconds]) => seconds))];
  });
  return Object.fromEntries(longest);
}
