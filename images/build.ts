import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StandError } from '../machine/errors';
import { capture } from '../machine/process';
import type { Release } from '../model/releases';
import type { Paths } from '../synth/paths';

/**
 * Builds an image from Debian's packages; an interrupted build is begun anew.
 * @param kind name of the script that builds it
 */
export async function buildImage(
  { root }: Pick<Paths, 'root'>,
  kind: 'container' | 'disk',
  { codename }: Release,
  target: string,
): Promise<void> {
  mkdirSync(dirname(target), { recursive: true });
  const { code, lines } = await capture(join(root, 'images', kind), [codename, target]);
  if (code === 0) return;
  const message = 'the image could not be built; is the Debian mirror reachable?';
  throw new StandError([message, ...lines.slice(-15)].join('\n'));
}
