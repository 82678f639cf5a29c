import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { removeCheckout, root } from './checkout';
import { isKept } from './settings';
import { takeDown } from './take-down';

/** Leaves nothing, whatever the tests did, but a stand that is kept for a look. */
export default async function tearDown(): Promise<void> {
  if (isKept) return;
  if (existsSync(join(root, '.stand', 'lab'))) {
    const { code, stderr } = await takeDown();
    if (code !== 0) throw new Error(`./stand down ended with ${code}:\n${stderr}`);
  }
  removeCheckout();
}
