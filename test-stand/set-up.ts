import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { copyFiles, removeCheckout, root } from './checkout';
import { leftovers } from './leftovers';
import { stand } from './stand';

/** Begins with nothing, also where a killed run left a stand; STAND_E2E_KEEP=true goes on with that. */
export default async function setUp(): Promise<void> {
  const used = existsSync(join(root, '.stand', 'lab'));
  if (used && process.env.STAND_E2E_KEEP === 'true') return;
  copyFiles();
  if (used) {
    const { code, stderr } = await stand(['down']);
    if (code !== 0) throw new Error(`what an earlier run left could not be removed:\n${stderr}`);
  }
  endPlugins();
  removeCheckout();
  copyFiles();
}

/** An engine that is killed leaves its plugins behind; their folder tells that they are ours. */
function endPlugins(): void {
  for (const left of leftovers()) {
    const [, pid] = /^process (\d+) \.terraform\/providers\//.exec(left) ?? [];
    if (pid) process.kill(Number(pid), 'SIGKILL');
  }
}
