import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostName } from '../../../../test-stand/hosts';
import { eventually } from '../eventually';
import { interoperate } from './xmpp';

/** What became of files that a node accepted before it was lost; see xmpp/lost_node.py. */
export interface SentFiles {
  readonly accepted: number;
  /** Those of them that the other node does not give. */
  readonly missing: number;
  /** From the loss until the last one was read. */
  readonly seconds: number;
}

/** Sends files to a node, loses it meanwhile, and reads them from another one. */
export async function sendWhileLosing(
  lost: HostName,
  left: HostName,
  lose: () => Promise<unknown>,
): Promise<SentFiles> {
  const folder = mkdtempSync(join(tmpdir(), 'stand-files-'));
  try {
    const sent = interoperate('lost_node.py', [left, lost], { folder }) as Promise<SentFiles>;
    const flowing = eventually(async () => expect(existsSync(join(folder, 'flowing'))).toBe(true));
    await Promise.race([flowing, sent]);
    await lose();
    return await sent;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
