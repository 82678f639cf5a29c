import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Release } from '../model/releases';
import type { Paths } from '../synth/paths';

/** The folder of the containers' root file system; another one when its recipe changes. */
export function imageFolder(
  { root, cache }: Pick<Paths, 'root' | 'cache'>,
  { codename }: Release,
): string {
  const hash = createHash('sha256');
  for (const part of ['image', 'stand-init']) hash.update(readFileSync(join(root, 'lab', part)));
  return join(cache, 'images', `${codename}-${hash.digest('hex').slice(0, 12)}`);
}
