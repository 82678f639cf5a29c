import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { succeed } from '../../controller/succeed';
import type { Context } from '../context';
import type { HostChange } from './host-changes';

/**
 * Removes containers, complete or not, that a plan drops but the engine would leave behind: it runs no
 * destroy-time script of a resource that is no longer declared or not yet in its state.
 */
export async function removeContainers(
  { place, paths, progress }: Context,
  changes: readonly HostChange[],
): Promise<void> {
  for (const { host, action, domain, isContainer, changesKind } of changes) {
    if (!isContainer || domain === undefined) continue;
    // Where a machine takes the container's place, its destroy-time script is no longer declared either.
    if (action === 'replace' && !changesKind) continue;
    if (!existsSync(join(paths.lab, 'hosts', domain))) continue;
    const script = join(paths.root, 'lab', 'container');
    const command = place.inside([script, 'destroy', paths.lab, domain]);
    await progress.phase(`remove ${host}`, () => succeed(...command));
  }
}
