import { existsSync } from 'node:fs';
import { secretPaths } from '../../controller/paths';
import type { Stand } from '../../model/stand';
import type { Context } from '../context';
import { runPlaybook } from '../playbooks';

/**
 * The key of an encrypted state is made from the vault's password, which a playbook makes that the engine would run:
 * on a new stand it runs before the engine does.
 */
export async function requireVaultPassword(context: Context, stand: Stand): Promise<void> {
  const { paths, progress } = context;
  const { vaultFile, vaultPasswordFile } = secretPaths(paths, stand);
  if (!stand.state.encrypted || existsSync(vaultPasswordFile) || existsSync(vaultFile)) return;
  await progress.phase("make the vault's password", () => runPlaybook(context, 'secrets'));
}
