import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { exitCodes, StandError } from '../controller/errors';
import type { Paths } from '../controller/paths';
import { capture, wasInterrupted } from '../controller/process';
import type { Release } from '../model/description/releases';
import { accountsFile } from '../model/host-files/accounts';
import { services } from '../model/services';

/**
 * Builds an image from Debian's packages; an interrupted build starts over.
 * @param kind name of the script that builds it
 * @param packages to install besides, as NAME or NAME/SUITE
 */
export async function buildImage(
  { root }: Pick<Paths, 'root'>,
  kind: 'container' | 'disk' | 'strangers',
  { codename }: Release,
  target: string,
  packages: readonly string[] = [],
): Promise<void> {
  mkdirSync(dirname(target), { recursive: true });
  const script = join(root, 'images', kind);
  const env = { ACCOUNTS: accountsFile(services) };
  const { code, output } = await capture(script, [codename, target, ...packages], { env });
  if (code === 0) return;
  if (wasInterrupted())
    throw new StandError('interrupted; the image was not built', exitCodes.interrupted);
  const message = 'the image was not built; check that the Debian mirror is reachable:';
  throw new StandError([message, ...output.slice(-15)].join('\n'));
}
