import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { webChatArchive } from '../../model/description/web-chat';
import { exitCodes, StandError } from '../errors';
import type { Paths } from '../paths';
import { capture } from '../process';

type Places = Pick<Paths, 'root' | 'cache'>;

/** Where the web chat's archive is kept once it is made. */
export function webChatFile({ cache }: Pick<Paths, 'cache'>): string {
  return join(cache, 'web-chat', webChatArchive);
}

/**
 * Puts the web chat's archive into the cache, whole and of the package that is pinned, or not at all.
 * @throws StandError when npm cannot obtain the package
 */
export async function obtainWebChat(paths: Places): Promise<void> {
  const file = webChatFile(paths);
  mkdirSync(dirname(file), { recursive: true });
  const script = join(__dirname, 'web-chat-package');
  const { code, output } = await capture(script, [join(paths.root, 'web-chat'), file]);
  if (code === 0) return;
  const what =
    'cannot obtain the web chat; let npm reach its registry, or say webChat: false in stand.config.ts:';
  throw new StandError([what, ...output.slice(-15)].join('\n'), exitCodes.unprepared);
}
