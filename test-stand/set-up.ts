import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { copyFiles, removeCheckout, root } from './checkout';
import { leftovers } from './leftovers';
import { deploysFirst, isKept } from './settings';
import { up } from './stand';
import { takeDown } from './take-down';
import tearDown from './tear-down';

/** Begins with nothing, also where a killed run left a stand; or with a stand, where tests expect one. */
export default async function setUp(): Promise<void> {
  copyFiles();
  if (!(isKept && deploysFirst)) await removeWhatIsLeft();
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
