import { join } from 'node:path';
import { StandError } from '../machine/errors';
import { capture } from '../machine/process';
import { isContainerThere } from './containers-there';
import type { Context } from './context';
import type { HostChange } from './host-changes';

/**
 * Removes containers that a plan gives up and the engine would leave: it runs no program of a resource
 * that is described no more, and knows nothing of one that it is about to make.
 */
export async function removeContainers(
  { place, paths, progress }: Context,
  changes: readonly HostChange[],
): Promise<void> {
  for (const { host, action, domain, isContainer } of changes) {
    if (!isContainer || domain === undefined || action === 'make anew') continue;
    if (!isContainerThere(paths.lab, domain)) continue;
    const script = join(paths.root, 'lab', 'container');
    const [program, ...args] = place.inside([script, 'destroy', paths.lab, domain]);
    await progress.phase(`remove ${host}`, async () => {
      const { code, lines } = await capture(program, args);
      if (code !== 0) throw new StandError(lines.join('\n'));
    });
  }
}
