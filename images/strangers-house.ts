import { join } from 'node:path';
import type { Paths } from '../controller/paths';
import { releases } from '../model/description/releases';
import { digest } from '../toolchain/stamp';
import { buildImage } from './build';

type Places = Pick<Paths, 'root' | 'cache'>;

/** Debian's release whose packages are in it, whatever the stand runs on. */
const release = releases.trixie;

/** The folder of a root file system with servers and tools of other people; another one when its recipe changes. */
export function strangersHouse({ root, cache }: Places): string {
  const recipe = ['debian', 'strangers'].map((name) => join(root, 'images', name));
  const held = digest(recipe, release.codename).slice(0, 12);
  return join(cache, 'images', `strangers-${held}`);
}

export function buildStrangersHouse(paths: Places): Promise<void> {
  return buildImage(paths, 'strangers', release, strangersHouse(paths));
}
