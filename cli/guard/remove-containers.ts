import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StandError } from '../../controller/errors';
import { capture } from '../../controller/process';
import type { Context } from '../context';
import type { HostChange } from './host-changes';

/**
 * Removes containers that a plan gives up and the engine would leave, half made or whole: it runs no
 * program of a resource that is described no more, and knows nothing of one that it is about to make.
 */
export async function removeContainers(
  { place, paths, progress }: Context,
  changes: readonly HostChange[],
): Promise<void> {
  for (const { host, action, domain, isContainer, changesKind } of changes) {
    if (!isContainer || domain === undefined) continue;
    // Where a machine takes its place, its program is described no more either.
    if (action === 'make anew' && !changesKind) continue;
    if (!existsSync(join(paths.lab, 'hosts', domain))) continue;
    const script = join(paths.root, 'lab', 'container');
    const [program, ...args] = place.inside([script, 'destroy', paths.lab, domain]);
    await progress.phase(`remove ${host}`, async () => {
      const { code, output } = await capture(program, args);
      if (code !== 0) throw new StandError(output.join('\n'));
    });
  }
}
