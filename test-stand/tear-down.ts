import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removeCheckout, root } from './checkout';
import { isKept } from './settings';
import { stand } from './stand';

/** Leaves nothing, whatever the tests did, but a stand that is kept for a look. */
export default async function tearDown(): Promise<void> {
  if (isKept) return;
  if (existsSync(join(root, '.stand', 'lab'))) {
    // Wherever a test that failed has left the state.
    rmSync(join(root, '.stand', 'state.json'), { force: true });
    const { code, stderr } = await stand(['down']);
    if (code !== 0) throw new Error(`./stand down ended with ${code}:\n${stderr}`);
  }
  removeCheckout();
}
