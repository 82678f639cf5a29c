import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { endLostPlugins } from '../controller/lost-plugins';
import { Lab } from '../lab/lab';
import { copyFiles, paths, removeCheckout, root } from './checkout';
import { deploysFirst, isKept } from './settings';
import { up } from './stand';
import { takeDown } from './take-down';
import tearDown from './tear-down';

/**
 * Begins with nothing, also where a killed run left a stand; or with a stand, where tests expect one.
 * @param copy makes the copy that is tested
 */
export async function setUpBy(copy: () => void): Promise<void> {
  copy();
  if (!(isKept && deploysFirst)) await removeWhatIsLeft();
  copy();
  if (!deploysFirst) return;
  try {
    await up();
  } catch (error) {
    // Jest does not, after a set-up that failed.
    await tearDown();
    throw error;
  }
}

async function removeWhatIsLeft(): Promise<void> {
  if (existsSync(join(root, '.stand', 'lab'))) {
    const { code, stderr } = await takeDown();
    if (code !== 0) throw new Error(`what an earlier run left could not be removed:\n${stderr}`);
  }
  // There may be more of the lab than its folder.
  await new Lab(paths).stop();
  endLostPlugins(join(root, 'cdktf.out', 'stacks', 'stand'));
  removeCheckout();
}

export default () => setUpBy(copyFiles);
