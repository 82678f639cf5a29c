import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StandError } from '../machine/errors';
import { capture } from '../machine/process';
import type { Release } from '../model/releases';
import type { Paths } from '../synth/paths';

/** Builds the root file system from Debian's packages; an interrupted build is begun anew. */
export async function buildImage({ root }: Paths, release: Release, folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const { code, lines } = await capture(join(root, 'lab', 'image'), [release.codename, folder]);
  if (code !== 0) {
    throw new StandError(
      [
        'the root file system could not be built; is the Debian mirror reachable?',
        ...lines.slice(-15),
      ].join('\n'),
    );
  }
}
