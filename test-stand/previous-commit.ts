import { spawnSync } from 'node:child_process';
import { project } from './places';

/**
 * The commit by which stands may be deployed that today's code takes over: that of the last release. Its tools,
 * those of package-lock.json and toolchain/, must be today's, since the test uses those.
 */
export const previousCommit = 'feedad1c6ce599f2b0ff0f0896f14094f867f389';

/** False in a clone without history. */
export function hasPreviousCommit(): boolean {
  const args = ['cat-file', '-e', `${previousCommit}^{commit}`];
  return spawnSync('git', args, { cwd: project }).status === 0;
}
