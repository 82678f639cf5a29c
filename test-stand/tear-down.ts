import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { removeCheckout, root } from './checkout';
import { stand } from './stand';

/** Leaves nothing, whatever the tests did; STAND_E2E_KEEP=true keeps a stand to look at. */
export default async function tearDown(): Promise<void> {
  if (process.env.STAND_E2E_KEEP === 'true') return;
  if (existsSync(join(root, '.stand', 'lab'))) {
    const { code, stderr } = await stand(['down']);
    if (code !== 0) throw new Error(`./stand down ended with ${code}:\n${stderr}`);
  }
  removeCheckout();
}
