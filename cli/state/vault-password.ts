import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StandError } from '../../controller/errors';
import { secretPaths } from '../../controller/paths';
import { capture } from '../../controller/process';
import type { Stand } from '../../model/stand';
import type { Context } from '../context';

/**
 * The key of an encrypted state is made from the vault's password, which a playbook makes that the engine would run:
 * on a new stand it runs before the engine does.
 */
export async function requireVaultPassword(
  { paths, place, progress }: Context,
  stand: Stand,
): Promise<void> {
  const { vaultFile, vaultPasswordFile } = secretPaths(paths, stand);
  if (!stand.state.encrypted || existsSync(vaultPasswordFile) || existsSync(vaultFile)) return;
  const [program, ...args] = place.inside([join(paths.root, 'ansible', 'play'), 'secrets']);
  await progress.phase("make the vault's password", async () => {
    const { code, output } = await capture(program, args);
    if (code !== 0) throw new StandError(output.join('\n'));
  });
}
