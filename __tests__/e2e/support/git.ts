import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../test-stand/checkout';

/** Runs git in the copy. @returns what it prints */
export function git(...args: string[]): string {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.org'];
  return execFileSync('git', [...who, ...args], { cwd: root, encoding: 'utf8' }).trim();
}

/** Makes the copy a checkout of its own, with one commit. */
export function beginHistory(): void {
  git('init', '--quiet');
  commitAll();
}

export function commitAll(): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', 'a version');
}

export function endHistory(): void {
  rmSync(join(root, '.git'), { recursive: true, force: true });
}
